using System.Diagnostics;
using ResearchKit.Cli.Reproduction.Tolerance;
using ResearchKit.Cli.Terminal;
using ResearchKit.Engines;
using ResearchKit.Experiments.Explorations;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Manifests;
using ResearchKit.Notebooks.Running;
using ResearchKit.Reports;

namespace ResearchKit.Cli.Reproduction;

/// <summary>Runs notebooks, puts their results in place and compares them with the published ones.</summary>
internal sealed class Reproducer(ReproductionSettings settings, IRunDisplay display)
{
    private const string ManagedPrefix = "managed-";

    /// <summary>The whole reproduction. A failing notebook does not keep the others from running.</summary>
    public async Task<ReproductionReport> RunAsync(CancellationToken cancellation)
    {
        var repository = settings.Repository;
        var paths = repository.Notebooks(settings.Only);
        // A malformed notebook or manifest is found before minutes are spent on the others.
        var committed = paths.ToDictionary(Repository.Name, NotebookDocument.Read);
        var published = Manifest.Read(repository.ManifestPath);
        var parameters = Share(settings.Parameters, committed);

        using var folder = new OutputFolder(settings.OutputFolder);
        var runs = await RunAll(committed, parameters, folder, cancellation);

        var run = Manifest.Empty;
        var reports = new List<NotebookReport>();
        var agreements = new List<Agreement>();
        var executed = new Dictionary<string, NotebookDocument>();
        foreach (var (name, end, elapsed) in runs)
        {
            IReadOnlyList<string> stale = [];
            if (end.Status == RunStatus.Completed)
            {
                run = run.With(name, folder.StagedFiles(name));
                executed[name] = NotebookDocument.Read(Path.Combine(folder.Staging(name), name + ".ipynb"));
                if (EngineChoice.Current != TensorEngine.Managed)
                    agreements.Add(Agreement.Of(name, Reference(folder, name, committed[name]), executed[name]));
                else if (settings.Parameters.Count == 0) stale = StaleOutputs.Cells(committed[name], executed[name]);
                folder.Publish(name);
            }

            var message = end.Message;
            if (end.Status != RunStatus.Completed && folder.KeepPartial(name) is { } partial)
            {
                var kept = Path.GetRelativePath(Directory.GetCurrentDirectory(), partial);
                message = $"{message ?? "stopped"}; what it did until then is in {kept}";
            }

            reports.Add(new NotebookReport(
                name, end.Status, Math.Round(elapsed.TotalSeconds, 1), run.Files(name).Count, stale, end.Cell, message,
                end.Traceback, end.ExitCode));
        }

        var all = folder.WriteManifest(run);
        var claims = ClaimsCollector.Write(settings.OutputFolder, all.Notebooks);
        var updated = settings.Update && executed.Count == paths.Count;
        if (updated) Update(published, run, executed);
        RunRecords.Write(settings, reports);
        var page = all.Notebooks.Count == 0 || cancellation.IsCancellationRequested ? null : Report.Write(
            settings.OutputFolder, Path.Combine(settings.OutputFolder, "report"),
            Manifest.Read(repository.ManifestPath), new RunCache(repository.RunCacheFolder), settings.Threads,
            cancellation);
        return new ReproductionReport(
            reports, ManifestComparison.Compare(published, run, run.Notebooks), claims, settings.OutputFolder, updated,
            settings.Parameters.Count > 0, agreements)
        {
            ReportPage = page,
        };
    }

    /// <summary>Gives every notebook those parameters that it has; one that none has is a slip of the pen.</summary>
    private static Dictionary<string, IReadOnlyDictionary<string, string>> Share(
        IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, NotebookDocument> notebooks)
    {
        if (given.Count == 0) return notebooks.Keys.ToDictionary(name => name, _ => given);
        var names =
            notebooks.ToDictionary(notebook => notebook.Key, notebook => NotebookRunner.ParameterNames(notebook.Value));
        foreach (var parameter in given.Keys.Where(parameter => names.Values.All(list => !list.Contains(parameter))))
        {
            var known =
                string.Join("; ",
                    names.Where(n => n.Value.Count > 0).Select(n => $"{n.Key} has {string.Join(", ", n.Value)}"));
            throw new UserException(
                $"no notebook of this run has a parameter '{parameter}'{(known.Length > 0 ? $": {known}" : "")}.");
        }

        return names.ToDictionary(
            n => n.Key,
            IReadOnlyDictionary<string, string> (n) => given.Where(p => n.Value.Contains(p.Key)).ToDictionary());
    }

    private async Task<IReadOnlyList<(string Name, WorkerEnd End, TimeSpan Elapsed)>> RunAll(
        IReadOnlyDictionary<string, NotebookDocument> notebooks,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> parameters, OutputFolder folder,
        CancellationToken cancellation)
    {
        var paths = settings.Repository.Notebooks(settings.Only);
        var atOnce = Math.Min(paths.Count, settings.Threads);
        using var free = new SemaphoreSlim(atOnce);
        var tasks = RunOrder.Of(paths, path => notebooks[Repository.Name(path)]).Select(async path =>
        {
            var name = Repository.Name(path);
            await free.WaitAsync(CancellationToken.None);
            try
            {
                if (cancellation.IsCancellationRequested)
                    return (name, new WorkerEnd(RunStatus.Canceled, null, "not started", [], ExitCode.Canceled),
                        TimeSpan.Zero);
                var start = Stopwatch.GetTimestamp();
                var end = NeedsReference ? await Run(ManagedPrefix + name, TensorEngine.Managed) : null;
                if (end is null or { Status: RunStatus.Completed }) end = await Run(name, EngineChoice.Current);
                var elapsed = Stopwatch.GetElapsedTime(start);
                display.Ended(name, end.Status, elapsed);
                return (name, end, elapsed);

                Task<WorkerEnd> Run(string staging, TensorEngine engine) =>
                    new WorkerProcess(path, folder.Staging(staging))
                    {
                        Parameters = parameters[name],
                        CellTimeout = settings.CellTimeout,
                        Threads = RunOrder.Threads(notebooks[name], settings.Threads, atOnce),
                        Engine = engine,
                        Scrub = true,
                        Progress = progress => display.Cell(name, progress),
                        Made = staging == name ? file => Show(folder, name, file) : null,
                    }.RunAsync(cancellation);
            }
            finally
            {
                free.Release();
            }
        });
        var runs = await Task.WhenAll(tasks);
        return [.. runs.OrderBy(run => run.name, StringComparer.Ordinal)];
    }

    /// <summary>Whether another engine's numbers are compared with a run of the managed one, since none with these
    /// parameters are published.</summary>
    private bool NeedsReference => settings.Parameters.Count > 0 && EngineChoice.Current != TensorEngine.Managed;

    /// <summary>What another engine's numbers are compared with.</summary>
    private NotebookDocument Reference(OutputFolder folder, string name, NotebookDocument published) =>
        NeedsReference ? NotebookDocument.Read(Path.Combine(folder.Staging(ManagedPrefix + name), name + ".ipynb"))
            : published;

    /// <summary>Says where a figure lies, as soon as it exists.</summary>
    private void Show(OutputFolder folder, string notebook, string file)
    {
        if (Path.GetExtension(file) == ".svg")
            display.Figure(Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Preview(notebook, file)));
    }

    /// <summary>Makes this run's outputs and hashes the published ones.</summary>
    private void Update(Manifest published, Manifest run, IReadOnlyDictionary<string, NotebookDocument> executed)
    {
        var repository = settings.Repository;
        foreach (var (name, notebook) in executed)
        {
            var path = Path.Combine(repository.NotebookFolder, name + ".ipynb");
            if (File.ReadAllText(path) != notebook.ToText()) notebook.Save(path);
        }

        var present = repository.Notebooks(null).Select(Repository.Name).ToHashSet();
        var manifest = published.Where(present.Contains);
        foreach (var name in run.Notebooks) manifest = manifest.Replace(name, run);
        AtomicFile.Write(repository.ManifestPath, manifest.ToText());
    }
}

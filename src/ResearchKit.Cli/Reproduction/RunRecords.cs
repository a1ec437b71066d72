using System.Runtime.InteropServices;
using ResearchKit.Cli.Diagnosis;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Running;
using ResearchKit.Reports.Results;

namespace ResearchKit.Cli.Reproduction;

/// <summary>Keeps, beside the results, how each notebook was run. Nothing in a hashed file depends on it.</summary>
internal static class RunRecords
{
    /// <summary>Records the notebooks that completed; what earlier runs recorded of others stays.</summary>
    public static void Write(ReproductionSettings settings, IEnumerable<NotebookReport> notebooks)
    {
        var completed = notebooks.Where(n => n.Status == RunStatus.Completed).ToList();
        if (completed.Count == 0) return;
        var records = RunRecord.Read(settings.OutputFolder);
        var commit = Commit(settings.Repository.Root);
        foreach (var notebook in completed)
        {
            records[notebook.Notebook] = new RunRecord(
                Installation.LabVersion, commit, RuntimeInformation.FrameworkDescription, Installation.PlatformName,
                Installation.EngineName(), Installation.EngineVectorBits(), settings.Threads, notebook.Seconds,
                [.. settings.Parameters.Select(p => $"{p.Key}={p.Value}")]);
        }

        AtomicFile.Write(Path.Combine(settings.OutputFolder, RunRecord.FileName), RunRecord.ToText(records));
    }

    private static string Commit(string root)
    {
        if (InstalledTool.Version("git", "-C", root, "rev-parse", "--short=12", "HEAD") is not { } commit) return "";
        var changed = InstalledTool.Version("git", "-C", root, "status", "--porcelain", "--untracked-files=no");
        return string.IsNullOrEmpty(changed) ? commit : commit + "+";
    }
}

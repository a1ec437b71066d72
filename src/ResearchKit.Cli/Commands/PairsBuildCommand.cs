using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit pairs build</c>: vision-rejected images for the user's photographs or for drawn
/// scenes.</summary>
internal static class PairsBuildCommand
{
    public static Command Create()
    {
        var source = new PairSourceOptions();
        var output =
            new Option<string>("--out")
            {
                Description = "Folder to fill: new, empty, or one to go on with.",
                HelpName = "folder", Required = true
            };
        var format =
            new Option<string>("--format")
            {
                Description = "How the pairs are written.",
                DefaultValueFactory = _ => "researchkit"
            };
        format.AcceptOnlyFromAmong([.. PairFormat.All.Keys]);
        var keep = new Option<bool>("--keep-candidates") { Description = "Keep the images that were not chosen, too." };
        var strict = CommonOptions.Strict();
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("build", "Build pairs with vision-rejected images (AdaViP) into a folder.");
        foreach (var option in source.All) command.Options.Add(option);
        foreach (var option in (Option[])[output, format, keep, strict, threads, json]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            Source(source, parsed, parsed.GetRequiredValue(output)), parsed.GetRequiredValue(output),
            parsed.GetValue(format)!, parsed.GetValue(keep), parsed.GetValue(strict), parsed.GetValue(threads),
            parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellation)));
        return command.WithExamples(
            """
            For each row, the objects that the annotations know are found, segmented and painted over one at a time; the
            image that the preferred response then fits least becomes the rejected image (arXiv 2504.15619, Eq. 5-9).
            Rows name images by their path in the folder or by their bare name; rows of Parquet may hold them. Scenes
            bring their own captions, and rejected responses with one error (VaPR). Images like the drawn scenes need no
            annotations: with --stages learned, trained networks find the objects.

            The folder gets pairs.jsonl and images/, provenance.jsonl (objects, masks, scores, choice), dropped.jsonl
            (each row that gave no pair, and why), report.json (counts) and run.json (settings, hashes of the inputs).
            Rows without a pair, and annotations that say nothing, are left out and counted; only if no row gives a pair
            is the exit code 5. With --strict any of them is an error.

            Stopped by Ctrl-C or killed, the same command goes on where it was, and ends with the same bytes.

            Examples:
              researchkit pairs build --scenes 1000 --out scene-pairs
              researchkit pairs build --scenes 200 --seed 7 --stages oracle --out checked-pairs
              researchkit pairs build --scenes 600 --tasks describe compare reason --out three-tasks
              researchkit pairs build --images photos --coco instances.json --responses rlaif-v.jsonl --out my-pairs
              researchkit pairs build --images photos --coco boxes.json --responses llava.json --format trl --out trl
              researchkit pairs build --coco instances.json --responses rlaif-v.parquet --out from-rows
            """ + "\n" + ExitCode.Help);
    }

    private static int Run(
        IPairSource pairs, string folder, string format, bool keepCandidates, bool strict, int threads, bool json,
        TextWriter output, CancellationToken cancellation)
    {
        TorchSharp.torch.set_num_threads(1); // pairs are built side by side: networks need no threads of their own
        if (strict) RejectOddInput(pairs);
        BuildReport? report;
        var done = 0;
        try
        {
            using var display = new CountDisplay("pairs", pairs.Count);
            report =
                new PairBuild(pairs, folder)
                {
                    Threads = threads, Format = format,
                    KeepCandidates = keepCandidates
                }.Run(progress =>
            {
                display.Show(progress.Done, progress.Before);
                done = progress.Done;
            }, cancellation);
        }
        catch (PairBuildException e) when (e.Changes.Count > 0)
        {
            var changes = e.Changes.Select(c => c.Describe(PairSourceOptions.NameOf(c.Setting)));
            throw new UserException(
                $"{folder} was begun with other settings: {string.Join("; ", changes)}. Run with the same again, or " +
                $"choose another folder with --out.");
        }
        catch (Exception e) when (e is PairBuildException or PairFormatException)
        {
            throw new UserException(e.Message);
        }
        if (report is null)
        {
            Messages.Error(
                $"stopped after {done} of {pairs.Count}; they are kept " +
                $"in {folder}. Run the same command again to go on.");
            return ExitCode.Canceled;
        }
        if (json)
            output.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        folder, rows = report.Rows, built = report.Built, dropped = report.Dropped,
                        leftOut = report.LeftOut
                    }, JsonSerializerOptions.Web));
        else Show(report, folder, output);
        if (strict && report.Dropped.Count > 0)
        {
            var count = report.Dropped.Sum(d => d.Count);
            throw new UserException(
                $"--strict: {count} of {report.Rows} rows gave no pair, the first of them " +
                $"row {report.Dropped.Min(d => d.First)}; {Path.Combine(folder, BuildFolder.Dropped)} says why.");
        }
        if (report.Built > 0) return ExitCode.Success;
        Messages.Error($"no row gave a pair; {Path.Combine(folder, BuildFolder.Dropped)} says why.");
        return ExitCode.NothingBuilt;
    }

    // Reading a large file of annotations takes longer than a look at where the pairs are to go.
    private static IPairSource Source(PairSourceOptions options, ParseResult parsed, string output)
    {
        TargetPath.CheckFolder(output, "--out");
        return options.Source(parsed);
    }

    // What is known before the first image is opened is rejected before anything is written.
    private static void RejectOddInput(IPairSource pairs)
    {
        if (pairs.Problems is [var row, ..]) throw new UserException($"--strict: row {row.First}: {row.Reason}.");
        if (pairs.LeftOut is [var left, ..])
            throw new UserException($"--strict: {left.First} of --coco: {left.Reason}.");
    }

    private static void Show(BuildReport report, string folder, TextWriter output)
    {
        output.WriteLine(
            $"{Path.Combine(folder, PairFolder.FileName)}: {report.Built} of {report.Rows} rows gave a pair");
        foreach (var dropped in report.Dropped)
            output.WriteLine($"  {dropped.Count,6} dropped: {dropped.Reason} (first: row {dropped.First})");
        foreach (var left in report.LeftOut)
            output.WriteLine($"  {left.Count,6} left out of the annotations: {left.Reason} (first: {left.First})");
        if (report.Dropped.Count > 0)
            output.WriteLine($"Each of them is in {Path.Combine(folder, BuildFolder.Dropped)}.");
    }
}

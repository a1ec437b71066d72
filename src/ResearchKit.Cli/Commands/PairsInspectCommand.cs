using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Inspection;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit pairs inspect DIR_OR_FILE</c>: an HTML page of pairs, side by side.</summary>
internal static class PairsInspectCommand
{
    public static Command Create()
    {
        var source =
            new Argument<string>("pairs")
            {
                Description =
                "A folder that `pairs build` filled, or a file of pairs in any format."
            };
        var output =
            new Option<string?>("--out")
            {
                Description =
                "The page; without it, pairs.html in the folder or beside the file.", HelpName = "file"
            };
        var limit =
            new Option<int>("--limit")
            {
                Description = "Most pairs to show; the statistics count all.",
                HelpName = "pairs", DefaultValueFactory = _ => 100
            };
        var images =
            new Option<string?>("--images")
            {
                Description = "Where the images are, if not beside the pairs.",
                HelpName = "folder"
            };
        var strict = CommonOptions.Strict();
        var json = CommonOptions.Json();
        var command =
            new Command("inspect", "Show pairs side by side on an HTML page.") { source, output, limit, images, strict,
                json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(source), parsed.GetValue(output), parsed.GetValue(limit), parsed.GetValue(images),
            parsed.GetValue(strict), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output));
        return command.WithExamples(
            """
            One page, complete in itself: both images with what was removed outlined, every candidate with its score,
            both responses with the words that differ, how each pair came about; counts, lengths and duplicates above.
            Images are embedded, large ones reduced, so that the page can be sent to somebody.

            Examples:
              researchkit pairs inspect scene-pairs
              researchkit pairs inspect my-pairs --limit 20 --out look.html
              researchkit pairs inspect rlaif-v.jsonl --images photos
            """);
    }

    private static int Run(string source, string? target, int limit, string? images, bool strict, bool json,
        TextWriter output)
    {
        if (limit < 1) throw new UserException($"--limit {limit}: at least one pair.");
        if (images is not null) InputPath.CheckFolder(images, "--images");
        if (File.Exists(source)) InputPath.CheckFile(source);
        var page = target
            ?? (Directory.Exists(source) ? Path.Combine(source, "pairs.html") : Path.ChangeExtension(source, ".html"));
        TargetPath.CheckFile(page, "--out");
        try
        {
            if (strict) RejectOddRows(Opened(source, images));
            var (shown, statistics) = PairPage.Write(page, Opened(source, images), limit);
            output.WriteLine(json
                ? JsonSerializer.Serialize(
                    new
                    {
                        page, shown, pairs = statistics.Load.Kept, duplicates = statistics.Load.Duplicates,
                        dropped = statistics.Load.Dropped
                    }, JsonSerializerOptions.Web)
                : $"{page}: {shown} of {statistics.Load.Kept} pairs{Left(statistics.Load)}");
            return ExitCode.Success;
        }
        catch (PairFormatException e)
        {
            throw new UserException(e.Message);
        }
    }

    private static string Left(LoadReport load) => load.Dropped.Count == 0 ? ""
        : $"; {load.Dropped.Sum(d => d.Count)} rows gave none: "
            + string.Join(", ", load.Dropped.Select(d => $"{d.Reason} ({d.Count})"));

    private static void RejectOddRows(PairCollection pairs)
    {
        var report = new LoadReport();
        foreach (var _ in pairs.Pairs(report))
            if (report.Dropped.Count > 0) break;
        if (report.Dropped.MinBy(d => d.First) is { } odd)
            throw new UserException($"--strict: row {odd.First}: {odd.Reason}.");
    }

    private static PairCollection Opened(string source, string? images)
    {
        try
        {
            return new(source, images);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{source}: cannot be read. {e.Message}");
        }
    }
}

using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Datasets.Coco;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Removal;
using ResearchKit.Scenes;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit pairs build</c>: vision-rejected images for the user's photographs or for drawn scenes.</summary>
internal static class PairsBuildCommand
{
    public static Command Create()
    {
        var images = new Option<string?>("--images") { Description = "Folder of the pictures that the responses name.", HelpName = "folder" };
        var coco = new Option<string?>("--coco") { Description = "What is where in them: annotations in COCO's format.", HelpName = "file" };
        var responses = new Option<string?>("--responses") { Description = "Preference pairs: RLAIF-V, LLaVA, TRL or our own rows, as JSON or JSONL.", HelpName = "file" };
        var limit = new Option<int?>("--limit") { Description = "Use the first rows alone.", HelpName = "rows" };
        var scenes = new Option<int?>("--scenes") { Description = "Draw so many scenes instead of reading pictures.", HelpName = "number" };
        var seed = new Option<int>("--seed") { Description = "The first scene's seed.", DefaultValueFactory = _ => 0 };
        var stages = new Option<string>("--stages") { Description = "How scenes are taken apart: knowing them, or on pixels.", DefaultValueFactory = _ => "classical" };
        stages.AcceptOnlyFromAmong("oracle", "classical");
        var remover = new Option<string>("--remover") { Description = "How objects are painted over.", DefaultValueFactory = _ => "exemplar" };
        remover.AcceptOnlyFromAmong("exemplar", "diffusion");
        var tasks = new Option<string[]>("--tasks") { Description = "What the responses to scenes do, scene by scene in turn.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["describe"] };
        tasks.AcceptOnlyFromAmong("describe", "compare", "reason");
        var output = new Option<string>("--out") { Description = "Folder to fill: new, empty, or one to go on with.", HelpName = "folder", Required = true };
        var format = new Option<string>("--format") { Description = "How the pairs are written.", DefaultValueFactory = _ => "researchkit" };
        format.AcceptOnlyFromAmong([.. PairFormat.All.Keys]);
        var keep = new Option<bool>("--keep-candidates") { Description = "Keep the pictures that were not chosen, too." };
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new Command("build", "Build pairs with vision-rejected images (AdaViP) into a folder.")
        {
            images, coco, responses, limit, scenes, seed, stages, remover, tasks, output, format, keep, threads, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            () => parsed.GetValue(scenes) is { } count
                ? Scenes(count, parsed.GetValue(seed), parsed.GetValue(stages)!, parsed.GetValue(remover)!, parsed.GetValue(tasks)!, (images, parsed.GetValue(images)), (coco, parsed.GetValue(coco)), (responses, parsed.GetValue(responses)))
                : Photographs(parsed.GetValue(images), parsed.GetValue(coco), parsed.GetValue(responses), parsed.GetValue(limit), parsed.GetValue(remover)!),
            parsed.GetRequiredValue(output), parsed.GetValue(format)!, parsed.GetValue(keep), parsed.GetValue(threads), parsed.GetValue(json),
            parsed.InvocationConfiguration.Output, cancellation)));
        return command.Teach(
            """
            For each row, the objects that the annotations know are found, segmented and painted over one at a time; the
            picture that the preferred response then fits least becomes the rejected image (arXiv 2504.15619, Eq. 5-9).
            Rows name pictures by their path in the folder or by their bare name. Scenes bring their own captions, and
            rejected responses with one error (VaPR).

            The folder gets pairs.jsonl and images/, provenance.jsonl (objects, masks, scores, choice), dropped.jsonl (each
            row that gave no pair, and why), report.json (counts) and run.json (settings, hashes of the inputs).

            Stopped by Ctrl-C or killed, the same command goes on where it was, and ends with the same bytes.

            Examples:
              researchkit pairs build --scenes 1000 --out scene-pairs
              researchkit pairs build --scenes 200 --seed 7 --stages oracle --out checked-pairs
              researchkit pairs build --scenes 600 --tasks describe compare reason --out three-tasks
              researchkit pairs build --images photos --coco instances.json --responses rlaif-v.jsonl --out my-pairs
              researchkit pairs build --images photos --coco instances.json --responses llava.json --format trl --out for-trl
            """ + "\n" + ExitCode.Help);
    }

    private static IPairSource Scenes(int count, int seed, string stages, string remover, string[] tasks, params (Option Option, string? Value)[] others)
    {
        foreach (var (option, value) in others)
            if (value is not null) throw new UserException($"{option.Name} does not go with --scenes: pairs come from scenes or from pictures.");
        if (count < 1) throw new UserException($"--scenes {count}: at least one.");
        if ((long)seed + count > int.MaxValue) throw new UserException($"--seed {seed}: too large for {count} scenes.");
        ResponseTask[] asked = [.. tasks.Select(t => Enum.Parse<ResponseTask>(t, ignoreCase: true))];
        return stages == "oracle"
            ? new SceneSource(count, seed, SceneStages.Oracle, "truth", asked)
            : new SceneSource(count, seed, SceneStages.Classical(Remover(remover)), remover, asked);
    }

    private static IPairSource Photographs(string? images, string? coco, string? responses, int? limit, string remover)
    {
        if (images is null && responses is null) throw new UserException("say what to build from: --scenes NUMBER, or --images FOLDER --coco FILE --responses FILE.");
        if (images is null) throw new UserException("--images is missing: the folder of the pictures that the responses name.");
        if (responses is null) throw new UserException("--responses is missing: the file of preference pairs that name the pictures.");
        if (coco is null) throw new UserException("--coco is missing: on photographs, objects are taken from annotations in COCO's format.");
        if (limit < 1) throw new UserException($"--limit {limit}: at least one row.");
        foreach (var (option, file) in ((string, string)[])[("--responses", responses), ("--coco", coco)])
            if (!File.Exists(file)) throw new UserException($"{option} {file}: there is no such file.");
        try
        {
            return new PhotographSource(images, responses, coco, limit ?? int.MaxValue, Remover(remover), remover);
        }
        catch (Exception e) when (e is CocoException or PairFormatException or PairBuildException or IOException or UnauthorizedAccessException)
        {
            throw new UserException(e.Message);
        }
    }

    private static IRemover Remover(string name) => name == "diffusion" ? new DiffusionFill() : new ExemplarFill();

    private static int Run(
        Func<IPairSource> source, string folder, string format, bool keepCandidates, int threads, bool json, TextWriter output, CancellationToken cancellation)
    {
        var pairs = source();
        BuildReport? report;
        var done = 0;
        try
        {
            using var display = new CountDisplay("pairs", pairs.Count);
            report = new PairBuild(pairs, folder) { Threads = threads, Format = format, KeepCandidates = keepCandidates }.Run(progress =>
            {
                display.Show(progress.Done, progress.Before);
                done = progress.Done;
            }, cancellation);
        }
        catch (Exception e) when (e is PairBuildException or PairFormatException)
        {
            throw new UserException(e.Message);
        }
        if (report is null)
        {
            Messages.Error($"stopped after {done} of {pairs.Count}; they are kept in {folder}. Run the same command again to go on.");
            return ExitCode.Cancelled;
        }
        if (json) output.WriteLine(JsonSerializer.Serialize(new { folder, rows = report.Rows, built = report.Built, dropped = report.Dropped }, JsonSerializerOptions.Web));
        else Show(report, folder, output);
        if (report.Built > 0) return ExitCode.Success;
        Messages.Error($"no row gave a pair; {Path.Combine(folder, BuildFolder.Dropped)} says why.");
        return ExitCode.NothingBuilt;
    }

    private static void Show(BuildReport report, string folder, TextWriter output)
    {
        output.WriteLine($"{Path.Combine(folder, PairFolder.FileName)}: {report.Built} of {report.Rows} rows gave a pair");
        foreach (var dropped in report.Dropped) output.WriteLine($"  {dropped.Count,6} dropped: {dropped.Reason} (first: row {dropped.First})");
        if (report.Dropped.Count > 0) output.WriteLine($"Each of them is in {Path.Combine(folder, BuildFolder.Dropped)}.");
    }
}

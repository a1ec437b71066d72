using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Terminal;
using ResearchKit.Datasets.Coco;
using ResearchKit.Models.Safetensors;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Vision;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Scenes;

namespace ResearchKit.Cli.Commands;

/// <summary>The options that say what pairs are built from, and the source that they describe.</summary>
internal sealed class PairSourceOptions
{
    private readonly Option<string?> _images =
        new("--images") { Description = "Folder of the images that the responses name.", HelpName = "folder" };
    private readonly Option<string?> _coco =
        new("--coco") { Description = "What is where in them: annotations in COCO's format.", HelpName = "file" };
    private readonly Option<string> _annotated = new("--annotated")
    {
        Description =
        "In which frame photographs are annotated that Exif turns: as stored, as shown, or told by the annotated size.",
        DefaultValueFactory = _ => "by-size",
    };
    private readonly Option<string?> _responses =
        new("--responses")
        {
            Description =
            "Preference pairs: RLAIF-V, RLHF-V, LLaVA, TRL, LLaMA-Factory, alpaca or our own rows, as JSON, JSONL " +
            "or Parquet.", HelpName = "file"
        };
    private readonly Option<int?> _limit =
        new("--limit") { Description = "Use the first rows alone.", HelpName = "rows" };
    private readonly Option<int?> _scenes =
        new("--scenes") { Description = "Draw so many scenes instead of reading images.", HelpName = "number" };
    private readonly Option<int> _seed =
        new("--seed") { Description = "The first scene's seed.", DefaultValueFactory = _ => 0 };
    private readonly Option<string> _stages =
        new("--stages")
        {
            Description =
            "What takes scenes apart: knowledge of them, graph cuts in known boxes, trained networks.",
            DefaultValueFactory = _ => "classical"
        };
    private readonly Option<string?> _weights =
        new("--weights")
        {
            Description =
            "Folder of the trained networks, as `vision train` writes it; data/vision if it is not given.",
            HelpName = "folder"
        };
    private readonly Option<string[]> _tasks =
        new("--tasks")
        {
            Description = "What the responses to scenes do, scene by scene in turn.",
            AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["describe"]
        };
    private readonly Option<string> _inpainter =
        new("--remover") { Description = "How objects are painted over.", DefaultValueFactory = _ => "exemplar" };

    public PairSourceOptions()
    {
        _stages.AcceptOnlyFromAmong("oracle", "classical", "learned");
        _inpainter.AcceptOnlyFromAmong("exemplar", "diffusion");
        _annotated.AcceptOnlyFromAmong("by-size", "stored", "shown");
        _tasks.AcceptOnlyFromAmong("describe", "compare", "reason");
    }

    public IEnumerable<Option> All =>
        [_images, _coco, _annotated, _responses, _limit, _scenes, _seed, _stages, _weights, _inpainter, _tasks];

    /// <summary>The option that a setting of a build was given by.</summary>
    public static string NameOf(BuildSetting setting) => setting switch
    {
        BuildSetting.Inpainter => "--remover",
        BuildSetting.Annotations => "--coco",
        BuildSetting.AnnotationFrame => "--annotated",
        _ => "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(setting.ToString()),
    };

    /// <exception cref="UserException">Something is missing, does not go together, or cannot be read.</exception>
    public IPairSource Source(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(_scenes) is { } count ? Scenes(parsed, count) : Photographs(parsed);
        }
        catch (Exception e)
        when (e is CocoException or PairFormatException or PairBuildException or SafetensorsException or IOException
        or UnauthorizedAccessException)
        {
            throw new UserException(e.Message);
        }
    }

    private SceneSource Scenes(ParseResult parsed, int count)
    {
        Reject(parsed, [_images, _coco, _annotated, _responses, _limit],
            "does not go with --scenes: pairs come from scenes or from images.");
        if (parsed.GetValue(_stages) != "learned") Reject(parsed, [_weights], "goes with --stages learned.");
        if (parsed.GetValue(_stages) == "oracle")
            Reject(parsed, [_inpainter], "does not go with --stages oracle, which knows what lies behind objects.");
        if (count < 1) throw new UserException($"--scenes {count}: at least one.");
        var first = parsed.GetValue(_seed);
        if ((long)first + count > int.MaxValue)
            throw new UserException($"--seed {first}: too large for {count} scenes.");
        return new(count, first, Pipeline(parsed),
            [.. parsed.GetValue(_tasks)!.Select(t => Enum.Parse<ResponseTask>(t, ignoreCase: true))]);
    }

    private SceneVisionPipeline Pipeline(ParseResult parsed)
    {
        var name = parsed.GetValue(_inpainter)!;
        return parsed.GetValue(_stages) switch
        {
            "oracle" => SceneVisionPipeline.Oracle,
            "learned" => SceneVisionPipeline.Learned(Weights(parsed), Inpainter(name), name),
            _ => SceneVisionPipeline.Classical(Inpainter(name), name),
        };
    }

    private PhotographSource Photographs(ParseResult parsed)
    {
        Reject(parsed, [_seed, _tasks], "goes with --scenes.");
        if (parsed.GetValue(_images) is null && parsed.GetValue(_responses) is null)
            throw new UserException(
                "say what to build from: --scenes NUMBER, or --images FOLDER --coco FILE --responses FILE.");
        var folder = parsed.GetValue(_images);
        var rows = parsed.GetValue(_responses)
            ?? throw new UserException("--responses is missing: the file of preference pairs that name the images.");
        if (parsed.GetValue(_limit) is < 1 and var few) throw new UserException($"--limit {few}: at least one row.");
        if (folder is not null) InputPath.RejectFile(folder, "--images");
        InputPath.CheckFile(rows, "--responses");
        if (folder is null && !PairFile.MayHoldImages(rows))
            throw new UserException("--images is missing: the folder of the images that the responses name.");
        return new(folder, rows, parsed.GetValue(_limit) ?? int.MaxValue, Known(parsed));
    }

    private Func<IReadOnlyCollection<(string Name, string Path)>, IImagePipelineSource> Known(ParseResult parsed)
    {
        var name = parsed.GetValue(_inpainter)!;
        if (parsed.GetValue(_stages) == "learned")
        {
            Reject(parsed, [_coco, _annotated], "does not go with --stages learned, which looks for itself.");
            return _ => new LearnedPipelineSource(Weights(parsed), Inpainter(name), name);
        }
        Reject(parsed, [_stages, _weights], "goes with --scenes, or with --stages learned.");
        var annotations = parsed.GetValue(_coco)
            ?? throw new UserException(
                "--coco is missing: annotations in COCO's format say what is where. Only images like the drawn " +
                "scenes do without, by --stages learned.");
        InputPath.CheckFile(annotations, "--coco");
        return found =>
            new AnnotatedPipelineSource(annotations, found, Inpainter(name), name, Frame(parsed.GetValue(_annotated)!));
    }

    private static void Reject(ParseResult parsed, Option[] options, string why)
    {
        foreach (var option in options)
            if (parsed.GetResult(option) is { Implicit: false }) throw new UserException($"{option.Name} {why}");
    }

    private string? Weights(ParseResult parsed)
    {
        if (parsed.GetValue(_weights) is not { } folder) return null;
        InputPath.RejectFile(folder, "--weights");
        return folder;
    }

    private static AnnotationFrame Frame(string name) => name switch
    {
        "stored" => AnnotationFrame.Stored,
        "shown" => AnnotationFrame.Shown,
        _ => AnnotationFrame.BySize,
    };

    private static IInpainter Inpainter(string name) =>
        name == "diffusion" ? new DiffusionInpainter() : new ExemplarInpainter();
}

using System.Text;
using System.Text.Json.Nodes;
using ResearchKit.Imaging;
using ResearchKit.Imaging.Png;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Formats;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

/// <summary>
/// The made-up samples under data/samples are what this generator makes; with UPDATE_SAMPLES=1 it writes them again.
/// </summary>
public sealed class SampleDataTests
{
    private const string Photograph = "images/snapshot.jpg";
    private static readonly int[] Seeds = [3, 8, 21];
    private static readonly (string Truth, string Error)[] Errors =
        [("dotted red star", "dotted blue star"), ("large green hat", "small green hat"), ("two hats", "three hats")];

    [Fact]
    public void TheSamplesAreWhatTheGeneratorMakes()
    {
        var folder = Path.Combine(Root(), "data", "samples");
        foreach (var (name, bytes) in Files())
        {
            var path = Path.Combine(folder, name);
            if (Environment.GetEnvironmentVariable("UPDATE_SAMPLES") == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, bytes);
            }
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(path)),
                $"{name} differs: if scenes or captions were changed on purpose, run this test with UPDATE_SAMPLES=1");
        }
    }

    [Theory]
    [InlineData("pairs.jsonl")]
    [InlineData("pairs.rlaif-v.jsonl")]
    [InlineData("pairs.llava.json")]
    [InlineData("pairs.trl.jsonl")]
    public void EachFormatIsToldByItsFields(string name)
    {
        var path = Path.Combine(Root(), "data", "samples", name);
        var report = new LoadReport();
        Assert.Equal(Pairs(), PairFile.Read(path, PairFile.FormatOf(path), report));
        Assert.Equal(Seeds.Length, report.Kept);
    }

    // There is no JPEG encoder here: libjpeg's made the file. What it lost is little.
    [Fact]
    public void TheSampleJpegShowsTheScene()
    {
        var (path, drawn) = (Path.Combine(Root(), "data", "samples", Photograph), Snapshot.Image());
        if (Environment.GetEnvironmentVariable("UPDATE_SAMPLES") == "1") Snapshot.Encode(drawn, path);
        Assert.InRange(Similarity.L1(drawn, ImageFile.Load(path)), 0, 4);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        foreach (var seed in Seeds)
            yield return ($"images/scene-{seed}.png", PngEncoder.Encode(Drawn(seed).Scene.Render()));
        yield return ("instances.json", Encoding.UTF8.GetBytes(Instances().ToJsonString(PairFile.Readable) + "\n"));
        foreach (var (format, name) in ((string, string)[])[("researchkit", "pairs.jsonl"),
            ("rlaif-v", "pairs.rlaif-v.jsonl"),
                ("trl", "pairs.trl.jsonl")])
            yield return (name, Encoding.UTF8.GetBytes(string.Concat(Rows(format).Select(r => r + "\n"))));
        yield return ("pairs.llava.json", Encoding.UTF8.GetBytes($"[\n{string.Join(",\n", Rows("llava"))}\n]\n"));
    }

    private static IEnumerable<string> Rows(string format) =>
        Pairs().Select(p => PairFile.Text(PairFormat.All[format].Write(p)));

    private static PreferencePair[] Pairs() => [.. Seeds.Zip(Errors, (seed, error) =>
    {
        var chosen = Drawn(seed).Caption.Text;
        return new PreferencePair($"sample-{seed}", "Describe the picture.", chosen,
            chosen.Replace(error.Truth, error.Error), $"scene-{seed}.png");
    })];

    private static JsonObject Instances()
    {
        JsonArray images = [], annotations = [];
        foreach (var seed in Seeds) Add($"scene-{seed}.png", Drawn(seed).Scene);
        Add(Path.GetFileName(Photograph), Snapshot.Scene());
        return new()
        {
            ["images"] = images, ["annotations"] = annotations,
            ["categories"] =
            new JsonArray(
                [.. Enum.GetValues<Category>()
                    .Select(c => new JsonObject { ["id"] = (int)c + 1, ["name"] = c.Noun() })]),
        };

        // The first object of each image has run lengths, the others boxes alone.
        void Add(string file, Scene scene)
        {
            images.Add(
                new JsonObject
                {
                    ["id"] = images.Count + 1, ["file_name"] = file, ["width"] = scene.Width,
                    ["height"] = scene.Height
                });
            foreach (var (i, item) in scene.Objects.Index())
            {
                var box = scene.BoxOf(i);
                var annotation = new JsonObject
                {
                    ["id"] = annotations.Count + 1, ["image_id"] = images.Count,
                    ["category_id"] = (int)item.Category + 1,
                    ["bbox"] = new JsonArray(box.X, box.Y, box.Width, box.Height), ["iscrowd"] = 0,
                };
                if (i == 0)
                    annotation["segmentation"] = new JsonObject
                    {
                        ["size"] = new JsonArray(scene.Height, scene.Width),
                        ["counts"] = RunLengths.Write(RunLengths.Of(scene.VisibleMaskOf(i))),
                    };
                annotations.Add(annotation);
            }
        }
    }

    private static (Scene Scene, Caption Caption) Drawn(int seed)
    {
        var scene = new SceneGenerator(new(Width: 96, Height: 96, MinObjects: 3)).Generate(seed);
        return (scene, CaptionWriter.Write(scene, new SeededRandom(seed)));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResearchKit.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}

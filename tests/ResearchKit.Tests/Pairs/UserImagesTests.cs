using System.Text.Json.Nodes;
using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Tests.Imaging;

namespace ResearchKit.Tests.Pairs;

/// <summary>Images in the user's folders: namesakes, and photographs that Exif turns.</summary>
public sealed class UserImagesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("images").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // Two video folders whose frames have the same names; the cup is elsewhere in each.
    [Theory]
    [InlineData("v1/f.png,v2/f.png", "v1/f.png,v2/f.png", "v1/f.png,v2/f.png", "v1/f.png,v2/f.png")]
    [InlineData("v1/f.png,v2/f.png", "v1/f.png", "v1/f.png,v2/f.png", "v1/f.png,-")]
    [InlineData("v1/f.png,v2/f.png", "f.png", "v1/f.png,v2/f.png", "-,-")]
    [InlineData("v1/f.png,v2/f.png", "all/v1/f.png,all/v2/f.png", "v1/f.png,v2/f.png", "all/v1/f.png,all/v2/f.png")]
    [InlineData("f.png", "v1/f.png,v2/f.png", "f.png", "-")]
    [InlineData("f.png", "v1/f.png,v2/f.png", "v2/f.png", "v2/f.png")]
    [InlineData("f.png", "f.png", "v1/f.png,v2/f.png", "-,-")]
    [InlineData("f.png", "f.png", "x/v2/f.png,v2/f.png", "f.png,f.png")]
    [InlineData("v2/f.png", "train/f.png", "v2/f.png", "train/f.png")]
    [InlineData("train/f.png", "f.png", "coco/train/f.png", "f.png")]
    [InlineData("f.png,v1/f.png", "f.png,v1/f.png", "v2/f.png", "-")]
    [InlineData("v1/f.png", "v1/f.png", "f.png", "v1/f.png")]
    [InlineData("v1/f.png,v2/f.png", "v1/f.png,v2/f.png", "f.png", "-")]
    public void ANamesakeOfAnotherFolderIsNeverTaken(string files, string annotated, string rows, string expected)
    {
        foreach (var file in files.Split(','))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At("images", file))!);
            ImageFile.Save(Cup(40, 30, X(file)), At("images", file));
        }
        SaveAnnotations(annotated.Split(',').Select(name => (name, 40, 30, X(name))));
        SaveRows(rows.Split(','));
        var report = Build(AnnotationFrame.BySize);
        var boxes = File.ReadLines(At("out", "provenance.jsonl")).Select(l => JsonNode.Parse(l)!)
            .ToDictionary(p => (int)p["origin"]!["row"]!);
        foreach (var (i, name) in expected.Split(',').Index())
            if (name == "-") Assert.False(boxes.ContainsKey(i + 1));
            else Assert.Equal(X(name), (int)boxes[i + 1]["candidates"]![0]!["box"]![0]!);
        Assert.Equal(expected.Split(',').Count(n => n != "-"), report.Built);
    }

    public static TheoryData<int> Orientations => [1, 2, 3, 4, 5, 6, 7, 8];

    // The annotated square lies at x 5 to 13, y 3 to 11 of the stored image; where it is shown is written out by hand.
    [Theory, MemberData(nameof(Orientations))]
    public void APhotographThatExifTurnsIsMatchedInBothFrames(int orientation)
    {
        var stored = ImageFixtures.Bytes("baseline-1x1.jpg"); // 45 x 35
        Directory.CreateDirectory(At("images"));
        File.WriteAllBytes(At("images", "e.jpg"), ImageFixtures.WithOrientation(stored, orientation));
        (int X, int Y) shownAt = orientation switch
        {
            1 => (5, 3),
            2 => (45 - 13, 3),
            3 => (45 - 13, 35 - 11),
            4 => (5, 35 - 11),
            5 => (3, 5),
            6 => (35 - 11, 5),
            7 => (35 - 11, 45 - 13),
            _ => (3, 45 - 13),
        };
        var swapped = orientation >= 5;
        SaveRows(["e.jpg"]);

        SaveAnnotations([("e.jpg", 45, 35, 5)], y: 3);
        Check(Build(AnnotationFrame.Stored), shownAt);
        SaveAnnotations([("e.jpg", swapped ? 35 : 45, swapped ? 45 : 35, shownAt.X)], y: shownAt.Y);
        Check(Build(AnnotationFrame.Shown), shownAt);
        Check(Build(AnnotationFrame.BySize), orientation is 1 or >= 5 ? shownAt : null);
        SaveAnnotations([("e.jpg", 45, 35, 5)], y: 3);
        Check(Build(AnnotationFrame.BySize), orientation is 1 or >= 5 ? shownAt : null);
    }

    [Fact]
    public void AnotherSizeIsRejectedInEveryFrame()
    {
        Directory.CreateDirectory(At("images"));
        File.WriteAllBytes(At("images", "e.jpg"),
            ImageFixtures.WithOrientation(ImageFixtures.Bytes("baseline-1x1.jpg"), 6));
        SaveAnnotations([("e.jpg", 40, 35, 5)]);
        SaveRows(["e.jpg"]);
        Assert.Contains("another size", Assert.Single(Build(AnnotationFrame.BySize).Dropped).Reason);
    }

    private void Check(BuildReport report, (int X, int Y)? place)
    {
        if (place is not { } at)
        {
            Assert.Contains("Exif orientation", Assert.Single(report.Dropped).Reason);
            return;
        }
        var candidate = JsonNode.Parse(File.ReadLines(At("out", "provenance.jsonl")).Single())!["candidates"]![0]!;
        Assert.Equal([at.X, at.Y, 8, 8], candidate["box"]!.AsArray().Select(n => (int)n!));
        var size = candidate["mask"]!["size"]!;
        var mask =
            RunLengths.ToMask(RunLengths.Read((string)candidate["mask"]!["counts"]!), (int)size[1]!, (int)size[0]!);
        Assert.Equal((at.X, at.Y, 8, 8), mask.Bounds() is var b ? (b.X, b.Y, b.Width, b.Height) : default);
    }

    private BuildReport Build(AnnotationFrame frame)
    {
        if (Directory.Exists(At("out"))) Directory.Delete(At("out"), recursive: true);
        var source = new PhotographSource(At("images"), At("rows.jsonl"), int.MaxValue,
            found => new AnnotatedPipelineSource(At("coco.json"), found, new DiffusionInpainter(), "diffusion", frame));
        return new PairBuild(source, At("out")) { Threads = 1 }.Run()!;
    }

    private void SaveRows(IEnumerable<string> images) => PairFile.Write(At("rows.jsonl"),
        images.Select((image, i) => new PreferencePair($"{i}", "q", "There is a cup.", "There is a dog.", image)),
        PairFormat.ResearchKit);

    private void SaveAnnotations(IEnumerable<(string Name, int Width, int Height, int X)> images, int y = 6)
    {
        var list = images.ToArray();
        File.WriteAllText(At("coco.json"), new JsonObject
        {
            ["images"] =
            new JsonArray(
                [.. list.Select((n, i) =>
                    (JsonNode)new JsonObject { ["id"] = i, ["file_name"] = n.Name, ["width"] = n.Width,
                        ["height"] = n.Height })]),
            ["categories"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "cup" }),
            ["annotations"] = new JsonArray([.. list.Select((n, i) => (JsonNode)new JsonObject
            {
                ["id"] = i, ["image_id"] = i, ["category_id"] = 1, ["bbox"] = new JsonArray(n.X, y, 8, 8),
                ["segmentation"] = new JsonArray(new JsonArray(n.X, y, n.X + 8, y, n.X + 8, y + 8, n.X, y + 8)),
            })]),
        }.ToJsonString());
    }

    // The cup's place tells the images apart: 4 pixels for the first video, 20 for the second, 12 elsewhere.
    private static int X(string name) => name.Contains("v1") ? 4 : name.Contains("v2") ? 20 : 12;

    private static RgbImage Cup(int width, int height, int x)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(180);
        for (var row = 6; row < 14; row++) image.Row(row).Slice(3 * x, 24).Fill(40);
        return image;
    }

    private string At(params string[] parts) => Path.Combine([_root, .. parts]);
}

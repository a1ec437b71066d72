using System.Security.Cryptography;
using System.Text;
using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Vision.Inpainting;

namespace ResearchKit.Tests.Pairs;

/// <summary>
/// Damaged rows and annotations: each row becomes a pair or a reason, and no pair ever tells of another image than the
/// one that its row names.
/// </summary>
public sealed class ReaderFuzzTests : IDisposable
{
    private const int RowsPerFile = 500;

    // What people and programs put in the place of a value.
    private static readonly string[] Odd =
    [
        "null", "NaN", "-Infinity", "[]", "{}", "\"\"", "1e999", "-1", "\"\\ud800\"", "true", "\"a.png\"",
        "\"d1/a.png\"", "\"d2/a.png\"", "\"b.png\"",
        "[\"a.png\",\"b.png\"]", "{\"path\":\"b.png\"}", "{\"from\":\"system\",\"value\":\"s\"}", "\"<image>\"",
        "\"../coco.json\"", "[[[[]]]]", "\"\\u0000\"",
    ];

    private static readonly string[] Names = ["a.png", "b.png", "d1/a.png", "d2/a.png"];
    private readonly string _root = Directory.CreateTempSubdirectory("fuzz").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void DamagedRowsBecomePairsOfTheirOwnImagesOrReasons() => Run(4);

    // About two minutes: run by hand, with -explicit only.
    [Fact(Explicit = true)]
    public void AHundredThousandDamagedRows() => Run(200);

    private void Run(int files)
    {
        foreach (var (i, name) in Names.Index())
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At("images", name))!);
            ImageFile.Save(Drawn(i), At("images", name));
        }
        var (built, dropped, rejected) = (0, 0, 0);
        for (var file = 0; file < files; file++)
        {
            var random = new Random(file);
            File.WriteAllBytes(At("rows.jsonl"),
                [.. Enumerable.Range(0, RowsPerFile)
                    .SelectMany(_ => (byte[])[.. Mutated(Encoding.UTF8.GetBytes(Row(random)), random), (byte)'\n'])]);
            var coco = Encoding.UTF8.GetBytes(Annotations());
            File.WriteAllBytes(At("coco.json"), file % 2 == 0 ? coco : Mutated(coco, random));
            foreach (var attempt in Attempts(ref rejected))
                if (attempt.Pair is null) dropped++;
                else
                {
                    built++;
                    Check(attempt);
                }
        }
        // Lines that a mutation broke in two, or joined, change the number of rows a little.
        Assert.True(built > 30 * files && dropped > 30 * files,
            $"{built} built, {dropped} dropped, {rejected} files rejected: the mutations miss the readers");
        Assert.True(rejected < files / 2 + 1, $"{rejected} of {files} files rejected");
    }

    private List<PairAttempt> Attempts(ref int rejected)
    {
        try
        {
            return [.. Source().Attempts().Select(a => a())];
        }
        catch (CocoException)
        {
            // The annotations are no JSON any more: the command says so and builds nothing. The rows go on with good
            // ones.
            rejected++;
            File.WriteAllText(At("coco.json"), Annotations());
            return [.. Source().Attempts().Select(a => a())];
        }
    }

    private PhotographSource Source() => new(At("images"), At("rows.jsonl"), int.MaxValue,
        found => new AnnotatedPipelineSource(At("coco.json"), found, new DiffusionInpainter(), "diffusion"));

    private void Check(PairAttempt attempt)
    {
        var named = attempt.Pair!.Image!;
        Assert.Equal(named, attempt.Origin.Image);
        var bytes = File.ReadAllBytes(At("images", Expected(named)));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), attempt.Origin.Sha256);
        Assert.Equal(ImageFile.Decode(bytes).Pixels, attempt.Vision!.Preferred.Pixels);
        Assert.False(attempt.Pair.Chosen.Contains('\uFFFD') || attempt.Pair.Prompt.Contains('\uFFFD'),
            "a character was replaced");
    }

    // The name itself; else what it ends with, folder and all; b.png alone has no namesake.
    private static string Expected(string named)
    {
        var path = Path.GetRelativePath("/r", Path.GetFullPath("/r/" + named.Replace('\\', '/')));
        return Names.FirstOrDefault(n => n == path)
            ?? Names.FirstOrDefault(n => n.Contains('/') && path.EndsWith("/" + n, StringComparison.Ordinal))
            ?? (Path.GetFileName(path) == "b.png" ? "b.png"
            : throw new Xunit.Sdk.XunitException($"{named} stands for no file"));
    }

    private static string Row(Random random)
    {
        string[] images = ["a.png", "b.png", "d1/a.png", "d2/a.png", "some/b.png"];
        var pair =
            new PreferencePair("7", "What is there?", "There is a cup. It is gray.", "There is a dog.",
                images[random.Next(images.Length)], System: random.Next(4) == 0 ? "Be brief." : null);
        var formats = PairFormat.All.Values.ToArray();
        return formats[random.Next(formats.Length)].Write(pair).ToJsonString();
    }

    // The cup of each image is elsewhere.
    private static string Annotations() => """
        {"images":[{"id":1,"file_name":"a.png","width":24,"height":18},{"id":2,"file_name":"b.png","width":24,
         "height":18},{"id":3,"file_name":"d1/a.png","width":24,"height":18},
        {"id":4,"file_name":"d2/a.png","width":24,"height":18}],"categories":[{"id":1,"name":"cup"},{"id":2,
         "name":"dog"}],"annotations":[
        {"id":1,"image_id":1,"category_id":1,"bbox":[2,3,6,6],"iscrowd":0,"segmentation":[[2,3,8,3,8,9,2,9]]},{"id":2,
         "image_id":2,"category_id":1,"bbox":[6,3,6,6]},
        {"id":3,"image_id":3,"category_id":1,"bbox":[10,3,6,6],"segmentation":[[10,3,16,3,16,9,10,9]]},{"id":4,
         "image_id":4,"category_id":1,"bbox":[14,3,6,6]}]}
        """;

    private static RgbImage Drawn(int index)
    {
        var image = new RgbImage(24, 18);
        image.Pixels.AsSpan().Fill((byte)(150 + 20 * index));
        for (var y = 3; y < 9; y++) image.Row(y).Slice(3 * (2 + 4 * index), 18).Fill((byte)(10 + index));
        return image;
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        if (random.Next(8) == 0) return bytes;
        var list = bytes.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(7))
            {
                case 0: list[at] = (byte)random.Next(256); break;
                case 1: list.RemoveRange(at, Math.Min(list.Count - at - 1, random.Next(1, 30))); break;
                case 2: list.InsertRange(at, list.GetRange(at, Math.Min(list.Count - at, random.Next(1, 40)))); break;
                case 3: list[at] ^= (byte)(1 << random.Next(8)); break;
                default: ReplaceValue(list, random); break;
            }
            if (list.Count < 8) return [.. bytes];
        }
        return [.. list];
    }

    // From behind a colon to the next comma or bracket.
    private static void ReplaceValue(List<byte> list, Random random)
    {
        var from = list.IndexOf((byte)':', random.Next(list.Count)) + 1;
        if (from == 0) return;
        var to = list.FindIndex(from, b => b is (byte)',' or (byte)'}');
        if (to < 0) return;
        list.RemoveRange(from, to - from);
        list.InsertRange(from, Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]));
    }

    private string At(params string[] parts) => Path.Combine([_root, .. parts]);
}

using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Formats;
using ResearchKit.Pairs.Inspection;
using ResearchKit.Pairs.Vision.Inpainting;

namespace ResearchKit.Tests.Pairs;

public sealed class InspectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("inspect").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("There are two red birds.", "There are two blue birds.", "There are two [red ]birds.",
    "There are two [blue ]birds.")]
    [InlineData("A cat.", "A cat. It sleeps.", "A cat.", "A cat. [It sleeps.]")]
    [InlineData("One, two.", "One two.", "One[, ]two.", "One two.")]
    [InlineData("Same.", "Same.", "Same.", "Same.")]
    [InlineData("a b c d", "x b y d", "[a ]b [c ]d", "[x ]b [y ]d")]
    [InlineData("", "new", "", "[new]")]
    [InlineData("  Äpfel\nund", "Äpfel und", "[  ]Äpfel\nund", "Äpfel und")]
    public void WordsThatDifferAreMarked(string a, string b, string markedA, string markedB)
    {
        var (x, y) = WordDifference.Of(a, b);
        Assert.Equal((markedA, markedB), (Marked(x), Marked(y)));
    }

    [Fact]
    public void LongTextsAreComparedWithoutATableOfAllWords()
    {
        var a = string.Join(' ', Enumerable.Range(0, 50_000));
        var (x, y) = WordDifference.Of("start " + a + " end", "start " + new string('x', 9) + " end");
        Assert.Equal([("start ", false), (a + " ", true), ("end", false)], x.Select(s => (s.Text, s.Differs)));
        Assert.Equal("start [xxxxxxxxx ]end", Marked(y));
    }

    [Fact]
    public void OutlinesRunAlongTheBordersOfPixels()
    {
        Assert.Equal("", MaskOutline.Path(new(3, 3)));
        Assert.Equal("M1 1h1v1h-1v-1z", MaskOutline.Path(new(3, 3) { [1, 1] = true }));
        Assert.Equal("M0 0h2v1h-2v-1z", MaskOutline.Path(new(2, 1) { [0, 0] = true, [1, 0] = true }));
    }

    // Whatever the mask, a point lies inside exactly if the loops' vertical edges to its left cross its row an odd
    // number of times.
    [Fact]
    public void OutlinesEncloseExactlyTheMask()
    {
        var random = new Random(2);
        for (var round = 0; round < 100; round++)
        {
            var mask = new Mask(random.Next(1, 12), random.Next(1, 12));
            for (var y = 0; y < mask.Height; y++)
                for (var x = 0; x < mask.Width; x++) mask[x, y] = random.Next(2) == 0;
            var crossings = Verticals(MaskOutline.Path(mask));
            for (var y = 0; y < mask.Height; y++)
                for (var x = 0; x < mask.Width; x++)
                    Assert.Equal(mask[x, y], crossings.Count(v => v.X <= x && v.Top <= y && y < v.Bottom) % 2 == 1);
        }
    }

    [Fact]
    public void APageShowsWhatABuildMade()
    {
        new PairBuild(new SceneSource(8, 40, SceneVisionPipeline.Classical(new DiffusionInpainter(), "diffusion")),
            _folder).Run();
        var (shown, statistics) = PairPage.Write(PathOf("page.html"), new(_folder), 5);
        var page = File.ReadAllText(PathOf("page.html"));
        Assert.Equal((5, statistics.Removed.Sum(r => r.Value)), (shown, statistics.Load.Kept));
        Assert.Equal(5, Count(page, "<article "));
        Assert.Equal(10, Count(page, "href=\"data:image/png;base64,"));
        Assert.Equal(5, Count(page, "<li class=\"choice\">"));
        Assert.DoesNotContain("src=", page); // nothing is fetched
        Assert.DoesNotContain("http", page);
        // The first image is embedded as it is.
        var first = page[(page.IndexOf("base64,", StringComparison.Ordinal) + 7)..];
        var embedded = ImageFile.Decode(Convert.FromBase64String(first[..first.IndexOf('"')]));
        Assert.Equal(ImageFile.Load(Directory.GetFiles(PathOf("images")).Order().First()).Pixels, embedded.Pixels);
    }

    // Two candidates tie, and the first became the rejected image, which alone was kept.
    [Fact]
    public void CandidatesAreShownWithoutTheirObjectTiesAreSaidAndNoneIsCalledChosen()
    {
        ImageFile.Save(new RgbImage(8, 8), PathOf("a.png"));
        ImageFile.Save(new RgbImage(8, 8), PathOf("b.png"));
        PairFile.Write(PathOf("pairs.jsonl"), [new("1", "q", "It sleeps.", "It runs.", "a.png", "b.png")],
            PairFormat.ResearchKit);
        var runs = RunLengths.Write(RunLengths.Of(new Mask(8, 8) { [1, 1] = true, [2, 1] = true }));
        string Candidate(string tag, double score) => $$"""
            {"tag":"{{tag}}","box":[1,1,2,2],"mask":{"size":[8,8],"counts":"{{runs}}"},
            "repainted":{"size":[8,8],"counts":"{{runs}}"},"scores":[{{score}}],"score":{{score}}}
            """;
        File.WriteAllText(PathOf("provenance.jsonl"), $$"""
            {"origin":{},"sentences":["It sleeps."],"scores":[2],"skipped":[],"choice":0,
            "candidates":[{{Candidate("lamp", 1)}},{{Candidate("tree", 1)}},{{Candidate("star", 2)}}]}
            """.ReplaceLineEndings(""));
        var (_, statistics) = PairPage.Write(PathOf("x.html"), new(_folder), 10);
        var page = File.ReadAllText(PathOf("x.html"));
        var list = page[page.IndexOf("<ul class=\"candidates\"", StringComparison.Ordinal)..];
        list = list[..list.IndexOf("<details>", StringComparison.Ordinal)];
        var items = list.Split("<li")[1..];
        Assert.Equal(3, items.Length);
        Assert.All(
            items, item => Assert.DoesNotContain("chosen", item[..item.IndexOf("</li>", StringComparison.Ordinal)]));
        Assert.Contains("<b>without lamp</b>1 of 2<em>the rejected image</em>", items[0]);
        Assert.Contains("<use href=\"#r1\"/>", items[0]); // the rejected image itself
        Assert.Contains("<b>without tree</b>1 of 2<em>tied with it</em>", items[1]);
        Assert.Contains("viewBox=\"0 0 8 8\"", items[1]); // the whole image, what would go shaded
        Assert.Contains("class=\"hole\"", items[1]);
        Assert.DoesNotContain("<em>", items[2]);
        Assert.Contains("2 candidates tie at 1; the first of them became the rejected image.", list);
        Assert.Contains("<li><b>1</b><span>pairs whose rejected image tied</span></li>", page);
        Assert.Contains("Too few pairs to look for shortcuts: 1,", page);
        Assert.Equal(3, statistics.Candidates);
    }

    // Every rejected response has the word "blue" and one word more: both are said. Balanced pairs have neither.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ShortcutsAreShown(bool careless)
    {
        string[] nouns = ["star", "lamp", "tree", "ball", "boat", "fish"];
        PreferencePair Pair(int i)
        {
            // Every two of the nouns in both orders, four times.
            var (right, wrong) = (nouns[i % 6], nouns[(i % 6 + 1 + i / 6 % 5) % 6]);
            return careless ? new($"{i}", "q", $"There is a {right}.", $"There is a blue {right}.")
                : new($"{i}", "q", $"There is a {right}.", $"There is a {wrong}.");
        }

        PairFile.Write(PathOf("x.jsonl"), [.. Enumerable.Range(0, 120).Select(Pair)], PairFormat.Trl);
        PairPage.Write(PathOf("x.html"), new(PathOf("x.jsonl")), 1);
        var page = File.ReadAllText(PathOf("x.html"));
        Assert.Equal(careless, page.Contains("Words alone tell the rejected response in 100 % of 120 pairs held out"));
        Assert.Equal(careless, page.Contains("This is a shortcut."));
        Assert.Equal(careless, page.Contains("longer in 120 of 120 pairs, shorter in 0. Its length gives it away."));
        Assert.Equal(careless, page.Contains("<b>blue</b> (0 to 120)"));
        Assert.Equal(!careless, page.Contains("longer in 0 of 120 pairs, shorter in 0."));
    }

    [Fact]
    public void TextOfUsersIsShownAndNeverRun()
    {
        const string evil = "</p><script>alert('x')</script>\"'<b>&amp;";
        PairFile.Write(PathOf("x.jsonl"), [new(evil, evil, evil + " one", evil + " two", evil, evil)],
            PairFormat.Llava);
        PairPage.Write(PathOf("x.html"), new(PathOf("x.jsonl")), 10);
        var page = File.ReadAllText(PathOf("x.html"));
        Assert.Equal(1, Count(page, "<script>"));
        Assert.DoesNotContain("<b>&amp;amp;", page);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;", page);
        Assert.Contains("is missing</div>", page);
    }

    [Fact]
    public void LargeImagesAreReducedAndWhatChangedIsOutlined()
    {
        var image = new RgbImage(1000, 500);
        var rejected = image.Clone();
        rejected[10, 20] = new(255, 0, 0);
        ImageFile.Save(image, PathOf("a.png"));
        ImageFile.Save(rejected, PathOf("b.png"));
        PairFile.Write(PathOf("x.jsonl"), [new("1", "q", "a", "b", "elsewhere/a.png", "b.png")], PairFormat.Trl);
        PairPage.Write(PathOf("x.html"), new(PathOf("x.jsonl")), 10);
        var page = File.ReadAllText(PathOf("x.html"));
        Assert.Contains("d=\"M10 20h1v1h-1v-1z\"", page);
        var first = page[(page.IndexOf("base64,", StringComparison.Ordinal) + 7)..];
        Assert.Equal((480, 240),
            (ImageFile.Decode(Convert.FromBase64String(first[..first.IndexOf('"')])) is var i ? (i.Width, i.Height)
            : default));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"candidates":[],"choice":0,"origin":{},"sentences":[],"scores":[],"skipped":[]}""")]
    [InlineData("""{"candidates":[{"tag":"a","box":[1]}],"choice":0}""")]
    public void DamagedProvenanceIsOneError(string line)
    {
        PairFile.Write(PathOf("pairs.jsonl"), [new("1", "q", "a", "b")], PairFormat.ResearchKit);
        File.WriteAllText(PathOf("provenance.jsonl"), line);
        var error = Assert.Throws<PairFormatException>(() => PairPage.Write(PathOf("x.html"), new(_folder), 10));
        Assert.Contains("the provenance of a pair cannot be read", error.Message);
        Assert.False(File.Exists(PathOf("x.html")));
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private static string Marked(IReadOnlyList<TextSpan> spans) =>
        string.Concat(spans.Select(s => s.Differs ? $"[{s.Text}]" : s.Text));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static List<(int X, int Top, int Bottom)> Verticals(string path)
    {
        var found = new List<(int, int, int)>();
        int x = 0, y = 0;
        foreach (System.Text.RegularExpressions.Match part in System.Text.RegularExpressions.Regex.Matches(path,
            @"M(\d+) (\d+)|([hv])(-?\d+)|z"))
        {
            if (part.Groups[1].Success) (x, y) = (int.Parse(part.Groups[1].Value), int.Parse(part.Groups[2].Value));
            else if (part.Groups[3].Value == "h") x += int.Parse(part.Groups[4].Value);
            else if (part.Groups[3].Value == "v")
            {
                var length = int.Parse(part.Groups[4].Value);
                found.Add((x, Math.Min(y, y + length), Math.Max(y, y + length)));
                y += length;
            }
        }
        return found;
    }
}

using ResearchKit.Imaging;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Tests.Pairs;

public sealed class PairFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pairs").FullName;

    public static TheoryData<string> Formats => [.. PairFormat.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory, MemberData(nameof(Formats))]
    public void PairsComeBackAsTheyWereWritten(string format)
    {
        PreferencePair[] pairs =
        [
            new("a-1", "What is \"here\"?", "A red ball.\nAnd a cat.", "Ein blauer Ball – äöü.", "images/a-1.png",
                "images/a-1.rejected.png"),
            new("2", "Why?", "Because.", "No."),
        ];
        var path = Path.Combine(_folder, "x.jsonl");
        Assert.Equal(2, PairFile.Write(path, pairs, PairFormat.All[format]));
        Assert.Equal(pairs, Load(path, PairFormat.All[format]).Pairs);
        Assert.Equal(2, File.ReadAllText(path).Count(c => c == '\n'));
        // The same rows as a list.
        var list = Save("[" + string.Join(",", File.ReadAllLines(path)) + "]");
        Assert.Equal(pairs, Load(list, PairFormat.All[format]).Pairs);
    }

    [Theory]
    [InlineData("rlaif-v",
    """{"ds_name":"RLAIF-V","question":"What is it?","chosen":"A cat.","rejected":"A dog.","idx":""" +
    """17,"image_path":"c/1.jpg","image":{"bytes":"x"}}""", "17")]
    [InlineData("llava",
    """{"id":"k","image":"c/1.jpg","conversations":[{"from":"human","value":"<image>\nWhat is it?"},""" +
    """{"from":"gpt","value":"A cat."}],"chosen":"A cat.","rejected":{"from":"gpt","value":"A dog."}}""", "k")]
    [InlineData("trl",
    """{"images":[{"path":"c/1.jpg","bytes":null}],"prompt":[{"role":"user","content":[{"type":"image","text":""" +
    """null},{"type":"text","text":"What is it?"}]}],"chosen":[{"role":"assistant","content":"A cat."}],"rejected":""" +
    """[{"role":"assistant","content":[{"type":"text","text":"A dog."}]}]}""", "1")]
    [InlineData("rlaif-v",
    """{"question":"What is it?","chosen":"A cat.","rejected":"A dog.","idx":"17","image":""" +
    """{"bytes":"x","path":"c/1.jpg"}}""", "17")]
    [InlineData("llava",
    """{"id":"k","image":"c/1.jpg","conversations":[{"from":"human","value":"<image>\nWhat is it?"},""" +
    """{"from":"gpt","value":"A cat."}],"rejected_conversations":[{"from":"human","value":"<image>\nWhat is it?"},""" +
    """{"from":"gpt","value":"A dog."}]}""", "k")]
    [InlineData("llava",
    """{"id":"k","images":[{"path":"c/1.jpg","bytes":null}],"conversations":[{"from":"user","value":"What is""" +
    """ it?"}],"chosen":{"from":"gpt","value":"A cat."},"rejected":{"from":"gpt","value":"A dog."}}""", "k")]
    [InlineData("trl",
    """{"images":{"path":"c/1.jpg"},"chosen":[{"role":"user","content":"What is it?"},""" +
    """{"role":"assistant","content":"A cat."}],"rejected":[{"role":"user","content":"What is it?"},""" +
    """{"role":"assistant","content":"A dog."}]}""", "1")]
    [InlineData("rlhf-v",
    """{"ds_name":"d","image":{"bytes":null,"path":"c/1.jpg"},"text":"{\"question\": \"What is it?\", \"chosen\":""" +
    """ \"A cat.\", \"rejected\": \"A dog.\"}","idx":9,"image_path":"c/1.jpg"}""", "9")]
    [InlineData("llama-factory",
    """{"messages":[{"role":"user","content":"<image>What is it?"}],"chosen":{"role":"assistant","content":"A""" +
    """ cat."},"rejected":{"role":"assistant","content":"A dog."},"images":["c/1.jpg"]}""", "1")]
    [InlineData("alpaca",
    """{"instruction":"<image>What is it?","input":"","chosen":"A cat.","rejected":"A dog.","images":["c/1.jpg"]}""",
    "1")]
    [InlineData("trl",
    """{"images":["c/1.jpg"],"prompt":"<image> What is it?","chosen":"A cat.","rejected":"A dog."}""", "1")]
    public void RowsOfOtherProjectsAreRead(string format, string row, string id)
    {
        var path = Save(row);
        Assert.Equal(new PreferencePair(id, "What is it?", "A cat.", "A dog.", "c/1.jpg"),
            Assert.Single(Load(path, PairFormat.All[format]).Pairs));
        Assert.Same(PairFormat.All[format], row.Contains("\"image\":\"c/1.jpg\",\"prompt\"")
            || row.Contains("\"prompt\":\"") ? PairFormat.All[format] : PairFile.FormatOf(path));
    }

    [Theory]
    [InlineData("rlaif-v", """{"question":"q","chosen":"a","rejected":"b","image":{"bytes":"iVBORw0KGgo="}}""",
    "field 'image' holds the bytes of an image: write them to a file and name that in the row")]
    [InlineData("trl", """{"prompt":"q","chosen":"a","rejected":"b","images":["data:image/png;base64,iVBORw0KGgo="]}""",
    "field 'images' holds the bytes of an image: write them to a file and name that in the row")]
    [InlineData("trl", """{"prompt":"q","chosen":"a","rejected":"b","images":["a.png","b.png"]}""",
    "2 images in field 'images', where one is needed")]
    [InlineData("trl", """{"prompt":"q","chosen":"a","rejected":"b","images":[7]}""",
    "the image in field 'images' is no path")]
    [InlineData("trl", """{"chosen":"It is blue.","rejected":"It is green."}""", "no text in field 'prompt'")]
    [InlineData("trl",
    """{"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}],"rejected":[""" +
    """{"role":"user","content":"r"},{"role":"assistant","content":"b"}]}""",
    "'chosen' and 'rejected' answer different prompts")]
    [InlineData("llava",
    """{"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"},""" +
    """{"from":"human","value":"r"}],"chosen":"a","rejected":"b"}""",
    "2 turns of the human in 'conversations', where one is needed")]
    [InlineData("llava",
    """{"conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"}],"rejected_conversations":"b"}""",
    "no list in field 'rejected_conversations'")]
    public void RowsThatCannotBeUsedSayWhy(string format, string row, string reason)
    {
        var (pairs, report) = Load(Save(row), PairFormat.All[format]);
        Assert.Empty(pairs);
        Assert.Equal(new DroppedRows(reason, 1, 1), Assert.Single(report.Dropped));
    }

    [Theory]
    [InlineData("PAR1xxxxPAR1", "Parquet")]
    [InlineData("PK\u0003\u0004", "ZIP")]
    public void BinaryFilesAreRejectedByName(string start, string kind)
    {
        var path = Path.Combine(_folder, "pairs.bin");
        File.WriteAllText(path, start);
        Assert.Contains(kind, Assert.Throws<PairFormatException>(() => PairFile.FormatOf(path)).Message);
        File.WriteAllBytes(path, [0x1f, 0x8b, 8, 0, 0]);
        Assert.Contains("gzip", Assert.Throws<PairFormatException>(() => Load(path, PairFormat.ResearchKit)).Message);
    }

    [Fact]
    public void ReportSaysWhatWasDroppedAndWhy()
    {
        var path = Save("""
            {"prompt":"q","chosen":"one two three","rejected":"one"}
            {"prompt":"q","chosen":"one two three","rejected":"one"}
            {"prompt":"q","chosen":"same","rejected":"same"}
            {"prompt":"q","chosen":"yes"}
            not json

            {"prompt":"q","chosen":"  ","rejected":"no"}
            [1]
            {"prompt":"q","chosen":"b c","rejected":7}
            {"prompt":"q","chosen":"\ud800","rejected":"b"}
            {"id":"z","prompt":"q","chosen":"same","rejected":"same","rejected_image":"r.png"}
            """);
        var (pairs, report) = Load(path, PairFormat.ResearchKit);
        Assert.Equal(["1", "2", "z"], pairs.Select(p => p.Id));
        Assert.Equal((10, 3, 1), (report.Rows, report.Kept, report.Duplicates));
        Assert.Equal((1, 3, 7.0 / 3), (report.ChosenWords.Least, report.ChosenWords.Most, report.ChosenWords.Mean));
        Assert.Equal(
            [
                new("a text holds half a character", 1, 10), new("chosen and rejected are the same", 1, 3),
                new("no text in field 'chosen'", 1, 7), new("no text in field 'rejected'", 2, 4),
                new("the line is no JSON", 1, 5), new("the row is no JSON object", 1, 8),
            ],
            report.Dropped);
    }

    [Fact]
    public void BrokenListIsAnErrorThatNamesThePlace()
    {
        var path = Save("""[{"prompt":"q","chosen":"a","rejected":"b"},{"prompt":""");
        var error = Assert.Throws<PairFormatException>(() => Load(path, PairFormat.ResearchKit));
        Assert.Contains("breaks", error.Message);
        Assert.Contains(path, error.Message);
    }

    [Theory, MemberData(nameof(Formats))]
    public void MutatedRowsNeverEscapeAsAnotherError(string format)
    {
        var row = PairFormat.All[format].Write(new("i", "q", "a", "b", "x.png")).ToJsonString();
        var random = new Random(6);
        var lines = Enumerable.Range(0, 1500).Select(_ =>
        {
            var chars = row.ToCharArray();
            for (var k = random.Next(4); k >= 0; k--)
                chars[random.Next(chars.Length)] = "{}[]\":,01ab "[random.Next(12)];
            return new string(chars).TrimStart('[', ' ');
        }).ToArray();
        var (pairs, report) = Load(Save(row + "\n" + string.Join('\n', lines)), PairFormat.All[format]);
        Assert.Equal(report.Kept, pairs.Count);
        Assert.Equal(report.Rows, report.Kept + report.Dropped.Sum(d => d.Count));
        Assert.NotEmpty(report.Dropped);
    }

    [Fact]
    public void FolderHoldsTheImagesThatItsPairsName()
    {
        var image = new RgbImage(5, 4);
        var rejected = new RgbImage(5, 4);
        rejected.Fill(new(1, 2, 3));
        var pair = new PreferencePair("s-1", "q", "a", "b");
        Assert.Equal(1, PairFolder.Write(_folder, [new(pair, image, rejected)]));
        var back = Assert.Single(Load(Path.Combine(_folder, PairFolder.FileName), PairFormat.ResearchKit).Pairs);
        Assert.Equal(rejected.Pixels, ImageFile.Load(Path.Combine(_folder, back.RejectedImage!)).Pixels);
        Assert.Equal(image.Pixels, ImageFile.Load(Path.Combine(_folder, back.Image!)).Pixels);
        Assert.StartsWith("the id '../x' cannot be a file name: use up to", Assert.Throws<PairFormatException>(
            () => PairFolder.Write(_folder, [new(pair with { Id = "../x" }, image)])).Message);
        Assert.Equal("the id 'S-1' occurs twice", Assert.Throws<PairFormatException>(
            () => PairFolder.Write(_folder, [new(pair, image), new(pair with { Id = "S-1" }, image)])).Message);
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
        // the failed writes left it as it was
        Assert.Single(File.ReadAllLines(Path.Combine(_folder, PairFolder.FileName)));
    }

    private string Save(string text)
    {
        var path = Path.Combine(_folder, "in.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static (IReadOnlyList<PreferencePair> Pairs, LoadReport Report) Load(string path, PairFormat format)
    {
        var report = new LoadReport();
        return ([.. PairFile.Read(path, format, report)], report);
    }
}

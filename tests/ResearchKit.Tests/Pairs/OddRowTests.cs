using System.Text;
using ResearchKit.Pairs;
using ResearchKit.Pairs.Formats;

namespace ResearchKit.Tests.Pairs;

/// <summary>Rows as other people's scripts write them: read right, or dropped with a reason; never altered
/// silently.</summary>
public sealed class OddRowTests : IDisposable
{
    private const string Row =
        """{"id":"é-1","prompt":"Où est le café ?","chosen":"Là-bas – voilà.","rejected":"Nulle""" +
        """ part.","image":"c/é.jpg"}""";
    private static readonly PreferencePair Pair =
        new("é-1", "Où est le café ?", "Là-bas – voilà.", "Nulle part.", "c/é.jpg");
    private readonly string _folder = Directory.CreateTempSubdirectory("rows").FullName;

    public static TheoryData<string> Formats => [.. PairFormat.All.Keys];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-32", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32BE", true)]
    public void EveryUnicodeEncodingIsRead(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in (string[])[Row, Row + "\r\n" + Row + "\r\n", $"[{Row},\n {Row}]"])
        {
            var path = Save([.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);
            Assert.Same(PairFormat.ResearchKit, PairFile.FormatOf(path));
            Assert.All(Read(path).Pairs, p => Assert.Equal(Pair, p));
        }
    }

    // é is 0xE9 in Latin-1 and Windows-1252, the dash 0x96 in the latter.
    [Theory]
    [InlineData("\xE9")]
    [InlineData("\x96")]
    [InlineData("\xC3")]
    [InlineData("\xED\xA0\x80")]
    public void ATextThatIsNoUnicodeDropsItsRowAndNoOther(string bytes)
    {
        var odd = Encoding.Latin1.GetBytes($$"""{"id":"1","prompt":"q","chosen":"caf{{bytes}}.","rejected":"b"}""");
        var good = Encoding.UTF8.GetBytes(Row);
        Check(Save([.. good, (byte)'\n', .. odd, (byte)'\n', .. good]));
        Check(Save([(byte)'[', .. good, (byte)',', .. odd, (byte)',', .. good, (byte)']']));

        void Check(string path)
        {
            var (pairs, report) = Read(path);
            Assert.Equal([Pair, Pair], pairs);
            Assert.Equal([new("a text is no UTF-8; save the file in UTF-8", 1, 2)], report.Dropped);
        }
    }

    [Fact]
    public void HalfACharacterOfUtf16DropsItsRow()
    {
        var text = Row + "\n" + Row.Replace("voilà", "voil\uD800") + "\n" + Row;
        var path = Save([0xFF, 0xFE, .. text.SelectMany(c => (byte[])[(byte)c, (byte)(c >> 8)])]);
        Assert.Equal(2, Read(path).Pairs.Count);
    }

    // Python's json and pandas write NaN where a number is missing.
    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void NumbersThatAreNoneDoNoHarmWhereNobodyReadsThem(string word)
    {
        var row =
            Row[..^1] + $$""","score":{{word}},"more":[{{word}},-1,{"a": {{word}}}],"note":"NaN""" +
                $$""" \" {{word}}","rejected_image":{{word}}}""";
        Assert.Equal([Pair, Pair], Read(Save(Encoding.UTF8.GetBytes(row + "\n" + row))).Pairs);
        Assert.Equal([Pair], Read(Save(Encoding.UTF8.GetBytes($"[{row}]"))).Pairs);
        var (pairs, report) = Read(Save(Encoding.UTF8.GetBytes(Row.Replace("\"Nulle part.\"", word))));
        Assert.Empty(pairs);
        Assert.Equal("no text in field 'rejected'", Assert.Single(report.Dropped).Reason);
    }

    // The words may lie across the end of what is read at once.
    [Fact]
    public void NumbersThatAreNoneAreFoundAtEveryPlaceOfALongFile()
    {
        var text = new StringBuilder();
        for (var k = 0; k < 3000; k++)
            text.Append(Row.AsSpan(0, Row.Length - 1)).Append(",\"x\":\"").Append('y', k % 61)
                .Append("\\\\\\\"N\",\"z\":-Infinity,\"n\":NaN}\n");
        Assert.Equal(3000, Read(Save(Encoding.UTF8.GetBytes(text.ToString()))).Pairs.Count(p => p == Pair));
    }

    [Theory, MemberData(nameof(Formats))]
    public void ASystemMessageComesBack(string format)
    {
        var pair = Pair with { System = "Answer in French." };
        var path = Path.Combine(_folder, "x.jsonl");
        PairFile.Write(path, [pair], PairFormat.All[format]);
        Assert.Equal(pair, Assert.Single(PairFile.Read(path, PairFormat.All[format], new())));
        Assert.Equal(pair, Assert.Single(Read(path).Pairs)); // as the row tells its format
    }

    [Theory]
    [InlineData("""{"images":["a"],"prompt":[{"role":"system","content":"Be brief."},""" +
        """{"role":"user","content":"q"}],"chosen":[{"role":"assistant","content":"a"}],"rejected":[""" +
        """{"role":"assistant","content":"b"}]}""")]
    [InlineData("""{"chosen":[{"role":"system","content":"Be brief."},{"role":"user","content":"q"},""" +
        """{"role":"assistant","content":"a"}],"rejected":[{"role":"developer","content":"Be brief."},""" +
        """{"role":"user","content":"q"},{"role":"assistant","content":"b"}]}""")]
    [InlineData("""{"conversations":[{"from":"system","value":"Be brief."},""" +
        """{"from":"human","value":"q"}],"chosen":"a","rejected":"b"}""")]
    [InlineData("""{"conversations":[{"from":"human","value":"q"}],"chosen":"a","rejected":"b","system":"Be""" +
        """ brief."}""")]
    [InlineData("""{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"q"}],"chosen":""" +
        """{"role":"assistant","content":"a"},"rejected":{"role":"assistant","content":"b"}}""")]
    [InlineData("""{"instruction":"q","chosen":"a","rejected":"b","system":"Be brief."}""")]
    public void ASystemMessageIsKept(string row) =>
    Assert.Equal(("Be brief.", "q"), Assert.Single(Read(Save(row)).Pairs) is var p ? (p.System, p.Prompt) : default);

    [Theory]
    [InlineData("""{"prompt":[{"role":"tool","content":"7"},""" +
        """{"role":"user","content":"q"}],"chosen":"a","rejected":"b"}""",
        "a message of 'tool' in 'prompt', which a pair has no place for")]
    [InlineData("""{"prompt":[{"role":"user","content":"q"},""" +
        """{"role":"assistant","content":"x"}],"chosen":"a","rejected":"b"}""",
        "there is an answer beside the chosen and the rejected one")]
    [InlineData("""{"prompt":[{"role":"user","content":"q"}],"chosen":[{"role":"user","content":"r"},""" +
        """{"role":"assistant","content":"a"}],"rejected":"b"}""", "'chosen' and 'rejected' answer different prompts")]
    [InlineData("""{"prompt":[{"role":"system","content":"s"},{"role":"system","content":"t"},""" +
        """{"role":"user","content":"q"}],"chosen":"a","rejected":"b"}""", "several system messages in 'prompt'")]
    [InlineData("""{"conversations":[{"from":"system","value":"s"},""" +
        """{"from":"human","value":"q"}],"system":"t","chosen":"a","rejected":"b"}""", "two different system messages")]
    [InlineData("""{"instruction":"q","history":[["x","y"]],"chosen":"a","rejected":"b"}""",
    "there are earlier turns in 'history', which a pair has no place for")]
    [InlineData("""{"prompt":"q","chosen":"a <image>","rejected":"b"}""",
    "the chosen response holds a placeholder for an image")]
    [InlineData("""{"text":"{no JSON","image":"a.png"}""",
    "the field 'text' holds no JSON object with question, chosen and rejected")]
    [InlineData("""{"messages":[{"content":"q"}],"chosen":"a","rejected":"b"}""",
    "a message in 'messages' does not say whose it is")]
    public void WhatAPairHasNoPlaceForDropsTheRow(string row, string reason)
    {
        var (pairs, report) = Read(Save(row));
        Assert.Empty(pairs);
        Assert.Equal(reason, Assert.Single(report.Dropped).Reason);
    }

    [Theory, MemberData(nameof(Formats))]
    public void AQuestionIsWrittenWithOnePlaceholderAtMost(string format)
    {
        foreach (var question in (string[])["<image>\nWhat?", "What? <image>", "<image><image>What?",
            "<ImageHere>What?", "<|vision_start|><|image_pad|><|vision_end|>What?"])
        {
            var row =
                new System.Text.Json.Nodes.JsonObject
                {
                    ["id"] = "1", ["prompt"] = question, ["chosen"] = "a",
                    ["rejected"] = "b", ["image"] = "x.png"
                };
            var pair = Assert.Single(Read(Save(row.ToJsonString())).Pairs);
            Assert.Equal("What?", pair.Prompt);
            var written = PairFormat.All[format].Write(pair).ToJsonString();
            var expected = format is "llava" or "llama-factory" or "alpaca" ? 1 : 0;
            Assert.Equal(expected,
                (written.Replace("\\u003C", "<").Replace("\\u003E", ">").Split("<image>").Length - 1));
        }
    }

    [Fact]
    public void OneOddRowAtTheBeginningDoesNotHideTheFormat()
    {
        var (pairs, report) = Read(Save("{\"odd\":1}\n{}\n" + Row));
        Assert.Equal([Pair], pairs);
        Assert.Equal(2, report.Dropped.Sum(d => d.Count));
        Assert.Same(PairFormat.ResearchKit, PairFile.FormatOf(Save("{\"odd\":1}\n" + Row)));
    }

    private (List<PreferencePair> Pairs, LoadReport Report) Read(string path)
    {
        var report = new LoadReport();
        return ([.. PairFile.ReadRows(path, null, report).Select(r => r.Pair).OfType<PreferencePair>()], report);
    }

    private string Save(string text) => Save(Encoding.UTF8.GetBytes(text));

    private string Save(byte[] bytes)
    {
        var path = Path.Combine(_folder, "rows.jsonl");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

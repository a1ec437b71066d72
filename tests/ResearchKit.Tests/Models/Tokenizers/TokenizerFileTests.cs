using System.Text.Json;
using ResearchKit.Models;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Tests.Models.Tokenizers;

public sealed class TokenizerFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("sentencepiece", typeof(SentencePieceTokenizer))]
    [InlineData("bytelevel", typeof(ByteLevelTokenizer))]
    public void TokensAreThoseOfTheReferenceAndDecodeToTheText(string name, Type type)
    {
        var fixture = Fixture(name);
        var tokenizer = Read(fixture.GetProperty("tokenizer").GetRawText());
        Assert.IsType(type, tokenizer);
        foreach (var text in fixture.GetProperty("texts").EnumerateArray())
        {
            var written = text.GetProperty("text").GetString()!;
            var ids = tokenizer.Encode(written);
            Assert.Equal(text.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32()), ids);
            Assert.Equal(written, tokenizer.Decode(ids));
        }
    }

    [Fact]
    public void AWordTokenizerComesBackAsItWas()
    {
        var tokenizer = WordTokenizer.Of(["is there a red cat? yes, there is.", "no."]);
        var path = Path.Combine(_folder, "tokenizer.json");
        TokenizerFile.Write(tokenizer, path);
        var read = Assert.IsType<WordTokenizer>(TokenizerFile.Read(path));
        Assert.Equal(tokenizer.Words, read.Words);
        Assert.Equal("yes, there is.", read.Decode(read.Encode("yes, there is.")));
        Assert.Equal([read.SpecialToken("<unk>")], read.Encode("zebra"));
        // What looks like a special token is text.
        Assert.DoesNotContain(read.SpecialToken("<image>"), read.Encode("a <image>"));
    }

    [Theory]
    [InlineData("""{"model":{"type":"Unigram","vocab":{"a":0}}}""", "'Unigram'; WordLevel and BPE")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""", "neither byte-level nor SentencePiece")]
    [InlineData("""{"model":{"type":"WordLevel","vocab":{"<unk>":0,"a":2}}}""", "not 0, 1, 2")]
    [InlineData("""{"version":"1.0"}""", "a key of a tokenizer is missing")]
    [InlineData("[", "line 1, column 2: it ends")]
    public void WhatIsNotReadIsNamed(string json, string message)
    {
        var error = Assert.Throws<ModelFormatException>(() => Read(json)).Message;
        Assert.Contains("tokenizer.json", error);
        Assert.Contains(message, error);
    }

    private TextTokenizer Read(string json)
    {
        var path = Path.Combine(_folder, "tokenizer.json");
        File.WriteAllText(path, json);
        return TokenizerFile.Read(path);
    }

    internal static JsonElement Fixture(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResearchKit.sln"))) folder = folder.Parent;
        return JsonDocument.Parse(File.ReadAllText(
            Path.Combine(folder.FullName, "tests/ResearchKit.Tests/Models/Tokenizers/Fixtures",
                $"{name}.json"))).RootElement;
    }
}

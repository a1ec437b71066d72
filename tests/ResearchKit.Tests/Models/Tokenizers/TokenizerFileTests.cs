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
    [InlineData("""{"model":{"type":"WordLevel","vocab":{}}}""", "the vocabulary is empty")]
    [InlineData("""{"model":{"type":"WordLevel","vocab":{"a":0}}}""", "the vocabulary lacks <unk>")]
    [InlineData("""{"model":{"type":"WordLevel","vocab":{"a":0.5}}}""", "a token's number is no whole number")]
    [InlineData("""{"model":{"type":"WordLevel","vocab":["a"]}}""", "a key holds another kind of value")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":["a"]}}""", "merge 1 has not two parts")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[["a","a","a"]]}}""", "merge 1 has not two parts")]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0},"merges":[],"byte_fallback":true}}""",
        "the vocabulary lacks tokens of bytes, <0x00> to <0xFF>")]
    [InlineData(
        """{"pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Split","pattern":""" +
        """{"Regex":"(a"}}]},"model":{"type":"BPE","vocab":{"a":0},"merges":[]}}""",
        "a pattern that text is split by is not understood")]
    [InlineData("""{"model":{"vocab":{"a":0}},"model":{}}""", "twice")]
    [InlineData("[", "line 1, column 2: it ends")]
    public void WhatIsNotReadIsNamed(string json, string message)
    {
        var error = Assert.Throws<ModelFormatException>(() => Read(json)).Message;
        Assert.Contains("tokenizer.json", error);
        Assert.Contains(message, error);
    }

    [Fact]
    public void AMergeOutsideTheVocabularyIsNamed()
    {
        var bytes = string.Join(',', Enumerable.Range(0, 256).Select(b => $"\"<0x{b:X2}>\":{b}"));
        Assert.Contains("merge 2, 'a b', has a part or a result that is not in the vocabulary",
            Assert.Throws<ModelFormatException>(() => Read("""{"model":{"type":"BPE","byte_fallback":true,"vocab":{"""
                + bytes + ""","a":256,"aa":257},"merges":["a a","a b"]}}""")).Message);
    }

    [Fact]
    public void AMissingFileIsAnsweredByWhatWritesIt() => Assert.Contains(
        "tokenizer.json is missing; where there is only a tokenizer.model, transformers' AutoTokenizer",
        Assert.Throws<ModelFormatException>(() => TokenizerFile.Read(Path.Combine(_folder, "tokenizer.json"))).Message);

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

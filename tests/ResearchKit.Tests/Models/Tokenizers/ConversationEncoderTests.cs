using ResearchKit.Models;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Tests.Models.Tokenizers;

public sealed class ConversationEncoderTests : IDisposable
{
    private const string Question = "Is there a cat on the table?", Answer = "Yes, the cat is on the table.";
    private readonly string _folder = Directory.CreateTempSubdirectory("encoder-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, string> Cases => new()
    {
        { "words", "plain" }, { "words", "llava-1.5" }, { "sentencepiece", "llava-1.5" }, { "bytelevel", "llava-1.5" },
        { "sentencepiece", "plain" }, { "bytelevel", "plain" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void TheMaskedTokensDecodeToTheAnswer(string kind, string template)
    {
        var encoder =
            new ConversationEncoder(Tokenizer(kind), ChatTemplate.Named(template), imageTokens: 4, maxTokens: 200);
        var encoded = encoder.Answer(Question, Answer);
        Assert.Equal(encoder.End, encoded.Answer[^1]);
        Assert.Equal(Answer, encoder.Text(encoded.Answer));
        // What a model is given to answer is exactly what stands before the answer in training.
        Assert.Equal(encoder.Prompt(Question), encoded.Tokens[..encoded.AnswerStart]);
    }

    [Fact]
    public void TheTemplateOfLlava15ReadsAsItIsWritten()
    {
        var tokenizer = Tokenizer("sentencepiece");
        var encoder = new ConversationEncoder(tokenizer, ChatTemplate.Llava15, imageTokens: 3, maxTokens: 200);
        var tokens = encoder.Answer(Question, Answer).Tokens;
        var image = tokenizer.SpecialToken("<image>");
        Assert.Equal(tokenizer.SpecialToken("<s>"), tokens[0]);
        var first = Array.IndexOf(tokens, image);
        Assert.Equal([image, image, image], tokens[first..(first + 3)]);
        Assert.DoesNotContain(image, tokens[(first + 3)..]);
        Assert.Equal("USER: ", tokenizer.Decode(tokens[..first]));
        Assert.Equal($"\n{Question} ASSISTANT: {Answer}", tokenizer.Decode(tokens[(first + 3)..]));
    }

    [Fact]
    public void AnOverlongAnswerIsRejectedOrCutAndNeverTheImage()
    {
        var tokenizer = Tokenizer("words");
        var room = new ConversationEncoder(tokenizer, ChatTemplate.Plain, 4, 100).Prompt(Question).Length + 3;
        var reject = new ConversationEncoder(tokenizer, ChatTemplate.Plain, 4, room);
        Assert.Contains($"more than {room}: 'Yes, the cat",
            Assert.Throws<ModelFormatException>(() => reject.Answer(Question, Answer)).Message);
        var cut =
            new ConversationEncoder(tokenizer, ChatTemplate.Plain, 4, room, Overlong.Cut).Answer(Question, Answer);
        Assert.Equal(3, cut.Answer.Length);
        Assert.Equal(4, cut.Tokens.Count(t => t == tokenizer.SpecialToken("<image>")));
        var none = new ConversationEncoder(tokenizer, ChatTemplate.Plain, 4, room - 3, Overlong.Cut);
        Assert.Contains("leave no room",
            Assert.Throws<ModelFormatException>(() => none.Answer(Question, Answer)).Message);
    }

    [Fact]
    public void WithoutAnImageThereIsNoImageToken()
    {
        var tokenizer = Tokenizer("words");
        var tokens =
            new ConversationEncoder(tokenizer, ChatTemplate.Plain, 4, 100).Answer(Question, Answer, images: 0).Tokens;
        Assert.DoesNotContain(tokenizer.SpecialToken("<image>"), tokens);
    }

    private TextTokenizer Tokenizer(string kind)
    {
        if (kind == "words") return WordTokenizer.Of([Question, Answer, "USER: ASSISTANT:"]);
        // The fixtures have no image token, and the byte-level one no token of a beginning.
        var more = """{"id":501,"content":"<image>","special":true},""";
        if (kind == "bytelevel") more += """{"id":502,"content":"<s>","special":true},""";
        var json = TokenizerFileTests.Fixture(kind).GetProperty("tokenizer").GetRawText()
            .Replace("\"added_tokens\":[", "\"added_tokens\":[" + more);
        var path = Path.Combine(_folder, "tokenizer.json");
        File.WriteAllText(path, json);
        return TokenizerFile.Read(path);
    }
}

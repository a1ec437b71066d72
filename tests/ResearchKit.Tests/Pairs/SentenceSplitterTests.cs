using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Tests.Pairs;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("A cat sleeps. A dog runs!", "A cat sleeps.|A dog runs!")]
    [InlineData("It costs 3.50 dollars. \"Really?\" Yes.", "It costs 3.50 dollars.|\"Really?\"|Yes.")]
    [InlineData("Dr. Smith and Mrs. Jones eat. They talk", "Dr. Smith and Mrs. Jones eat.|They talk")]
    [InlineData("Fruits, e.g. Apples, lie there...  Who knows?!", "Fruits, e.g. Apples, lie there...|Who knows?!")]
    [InlineData("One\ntwo  three\r\n\r\n- four.", "One|two three|- four.")]
    [InlineData("Is it red? No. It is blue.", "Is it red?|No.|It is blue.")]
    [InlineData(" . ", "")]
    public void TextIsCutAtItsSentences(string text, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), SentenceSplitter.Split(text));

    [Fact]
    public void PronounsAtTheBeginningAreRepaired()
    {
        var nouns = new[] { ("cat", "cats"), ("tree", "trees"), ("bench", "benches") };
        Assert.Equal(
            ["It is day.", "A cat sits below two trees.", "The cat is black.", "The trees are tall.",
                "The trees' leaves move.", "The cat's tail is long."],
            SentenceSplitter.SelfContained(
                "It is day. A cat sits below two trees. It is black. They are tall. Their leaves move. Its tail is " +
                "long.", nouns));
    }

    [Theory]
    [InlineData("A man rides a horse. He wears a hat. His hat is red.", "The man wears a hat.|The man's hat is red.")]
    [InlineData("A woman walks a dog. She smiles. It barks. Her coat is long.",
    "The woman smiles.|The dog barks.|The woman's coat is long.")]
    [InlineData("A girl feeds a horse. He looks away.", "He looks away.")] // a girl is no he, and animals are it
    [InlineData("There is a dog. It is raining. It appears that nobody cares. It is a sunny day. It is very likely " +
    "cold. It is dark brown.",
    "It is raining.|It appears that nobody cares.|It is a sunny day.|It is very likely cold.|The dog is dark brown.")]
    [InlineData("A person sits there. It is a bench.", "It is a bench.")]
    [InlineData("Two dogs run. Heroes rest. They bark.", "Heroes rest.|The dogs bark.")]
    public void PronounsStandForWhatAgreesWithThem(string text, string after) => Assert.Equal(
        after.Split('|'),
        SentenceSplitter.SelfContained(text, [("horse", "horses"), ("dog", "dogs"), ("person", "people")]).Skip(1));

    [Fact]
    public void CaptionsAreCutWhereTheyWereJoined()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var caption = CaptionWriter.Write(new SceneGenerator(new()).Generate(seed), new SeededRandom(seed));
            Assert.Equal(caption.Sentences.Select(s => s.Text), SentenceSplitter.Split(caption.Text));
        }
    }

    [Fact]
    public void EveryStatedFactLandsInExactlyOneSentence()
    {
        var facts = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var scene = new SceneGenerator(new()).Generate(seed);
            var random = new SeededRandom(seed);
            CaptionSentence[] stated =
                [.. Enum.GetValues<ResponseTask>()
                    .SelectMany(t => ResponseWriter.Write(scene, t, random)?.Sentences ?? []),
                    .. WeakCaptioner.Write(scene, random).Sentences];
            var sentences =
                SentenceSplitter.SelfContained(new Caption(stated).Text,
                    [.. Enum.GetValues<Category>().Select(c => (c.Noun(), c.Plural()))]);
            foreach (var fact in stated.SelectMany(s => s.Facts).Distinct())
            {
                facts++;
                var saying = stated.Where(s => s.Facts.Contains(fact)).Select(s => s.Text).ToArray();
                Assert.Equal(saying.Length, sentences.Count(saying.Contains));
            }
            Assert.Equal(stated.Select(s => s.Text), sentences);
        }
        Assert.True(facts > 1000, $"{facts} facts");
    }
}

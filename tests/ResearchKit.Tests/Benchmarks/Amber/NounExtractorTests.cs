using System.Text.Json;
using ResearchKit.Benchmarks.Amber;

namespace ResearchKit.Tests.Benchmarks.Amber;

/// <summary>The nouns of descriptions against WordNet's lemmas, from <c>expected_lemmas.py</c>.</summary>
public sealed class NounExtractorTests
{
    private static readonly JsonElement Lemmas =
        JsonDocument.Parse(File.ReadAllText(BenchmarkFixtures.Of("Amber", "lemmas.json"))).RootElement;

    private static readonly HashSet<string> Vocabulary =
        [.. Lemmas.GetProperty("vocabulary").EnumerateArray().Select(w => w.GetString()!)];

    [Fact]
    public void EveryFormOfEveryWordHasWordNetsLemma()
    {
        var expected = Lemmas.GetProperty("lemmas").EnumerateObject().Select(l => (l.Name, Lemma: l.Value.GetString()!))
            .Concat(Lemmas.GetProperty("unchanged").EnumerateArray().Select(w => (w.GetString()!, w.GetString()!)));
        var wrong = new List<string>();
        foreach (var (form, lemma) in expected)
        {
            var noun = Extract($"The {form}.");
            var official = Vocabulary.Contains(lemma) ? lemma : "";
            if (noun != official && form != "hot") // an adjective
                wrong.Add($"{form}: {noun}, not {official} ({lemma})");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join("\n", wrong)}");
    }

    [Fact]
    public void ItsNounsAreThoseOfATagger()
    {
        // The tagger errs, too: it takes the noun of "a net hangs" for no noun and the verb of "he cups" for one.
        var lemmas = Lemmas.GetProperty("lemmas").EnumerateObject()
            .ToDictionary(l => l.Name, l => l.Value.GetString()!);
        int both = 0, ours = 0, taggers = 0;
        foreach (var description in JsonDocument.Parse(File.ReadAllText(BenchmarkFixtures.Of("Amber", "tagged.json")))
            .RootElement.GetProperty("descriptions").EnumerateArray())
        {
            var found = Extract(description.GetProperty("text").GetString()!)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
            var tagged = description.GetProperty("nouns").EnumerateArray().Select(n => n.GetString()!)
                .Select(n => lemmas.GetValueOrDefault(n, n)).Where(Vocabulary.Contains).ToList();
            (ours, taggers) = (ours + found.Count, taggers + tagged.Count);
            both += tagged.Count(found.Remove);
        }
        Assert.True(both >= 0.93 * ours && both >= 0.98 * taggers, $"{both} of {ours} found and {taggers} tagged");
    }

    [Theory]
    [InlineData("The players watch the ball fly.", "ball")]
    [InlineData("Snow blankets the hill.", "hill")]
    [InlineData("A friend screens the defender.", "")]
    [InlineData("Tall trees line the road.", "tree road")]
    [InlineData("Trees stand by the road.", "road")] // a capital hides a word from the script
    [InlineData("The bird has an orange beak and an orange.", "bird orange")]
    [InlineData("She can see a tin can.", "can")]
    [InlineData("The sunglasses lie by the vases.", "")] // WordNet: sunglass, vas
    [InlineData("The children ride elephants past the geese.", "child elephant goose")]
    public void ASentencesNouns(string text, string nouns) => Assert.Equal(nouns, Extract(text));

    private static string Extract(string text)
    {
        var nouns = new List<string>();
        new NounExtractor(Vocabulary, official: true).Extract(text, nouns);
        return string.Join(" ", nouns);
    }
}

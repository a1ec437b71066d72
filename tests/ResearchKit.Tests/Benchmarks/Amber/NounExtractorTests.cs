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
            if (noun != official) wrong.Add($"{form}: {noun}, not {official} ({lemma})");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join("\n", wrong)}");
    }

    private static string Extract(string text)
    {
        var nouns = new List<string>();
        new NounExtractor(Vocabulary, caseSensitive: true).Extract(text, nouns);
        return string.Join(" ", nouns);
    }
}

using ResearchKit.Benchmarks.Text;
using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>
/// A judge by rules: it knows the scene. An answer hallucinates if it names an object that is not there, unless it
/// denies it, or if it is the question's false answer; it is informative if it says what the right answer says.
/// </summary>
public static class SceneJudge
{
    private static readonly Dictionary<string, Category> Nouns = Enum.GetValues<Category>().ToDictionary(c => c.Noun());
    private static readonly Singular Singular = new(Nouns.Keys.ToHashSet());

    /// <summary>A reply as MMHal-Bench's judges write it, with a rating from 0 to 6.</summary>
    public static string Rate(Scene scene, OpenQuestion question, string answer)
    {
        var invented = Invented(scene, answer);
        var informative = answer.Contains(question.Key, StringComparison.OrdinalIgnoreCase);
        var hallucinates = invented is not null || answer == question.Wrong;
        var rating = (hallucinates, informative) switch
        {
            (false, true) => 6,
            (false, false) => 3,
            (true, true) =>
            1,
            _ => 0
        };
        var why = invented is not null ? $"It names {Words.A(invented)}, which is not there."
            : hallucinates ? "It states something that the image does not show." : "It says nothing that is not there.";
        return $"{why}\nRating: {rating}, {(informative ? "informative" : "not informative")}, " +
            $"{(hallucinates ? "with" : "no")} hallucination";
    }

    private static string? Invented(Scene scene, string answer)
    {
        var lower = answer.ToLowerInvariant();
        var position = 0;
        var previous = "";
        while (WordSplitter.Next(lower, ref position, out var range))
        {
            var word = Singular.Of(lower.AsSpan()[range]);
            if (previous != "no" && Nouns.TryGetValue(word, out var category) && scene.CountOf(category) == 0)
                return word;
            previous = lower[range];
        }
        return null;
    }
}

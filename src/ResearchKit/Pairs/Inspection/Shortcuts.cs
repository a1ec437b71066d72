using System.Globalization;
using ResearchKit.Pairs.Language;

namespace ResearchKit.Pairs.Inspection;

/// <summary>
/// What gives the rejected responses of a collection away to somebody who sees neither image nor question: preference
/// training may learn it instead of looking.
/// </summary>
/// <param name="Pairs">Pairs that were looked at.</param>
/// <param name="Told">
/// Share of held-out pairs in which words alone tell which of the two responses was rejected; null for too few pairs.
/// </param>
/// <param name="Longer">Pairs whose rejected response has more words.</param>
/// <param name="Shorter">Pairs whose rejected response has fewer words.</param>
/// <param name="Words">Words that one side has far more often, with their counts in chosen and rejected.</param>
internal sealed record Shortcuts(
    int Pairs, double? Told, int Longer, int Shorter, IReadOnlyList<(string Word, int Chosen, int Rejected)> Words)
{
    /// <summary>More pairs say no more, and take longer.</summary>
    public const int MostPairs = 1000;

    private const int FewestPairs = 40, Folds = 5, MostWords = 6;

    /// <summary>The half-width in which a coin's share of right answers lies in 95 of 100 collections.</summary>
    public double Chance => 0.98 / Math.Sqrt(Math.Max(1, Pairs));

    /// <summary>Whether words tell more than a coin does.</summary>
    public bool IsShortcut => Told > 0.5 + Chance;

    /// <summary>Whether the lengths lean to one side more than a coin would.</summary>
    public bool LengthTells => Longer + Shorter >= FewestPairs
        && Math.Abs(Longer - Shorter) > 1.96 * Math.Sqrt(Longer + Shorter);

    public static Shortcuts Of(IReadOnlyList<string> chosen, IReadOnlyList<string> rejected)
    {
        string[][] of(IReadOnlyList<string> texts) => [.. texts.Select(t => Tokens.Words(t).ToArray())];
        var (a, b) = (of(chosen), of(rejected));
        return new(
            chosen.Count,
            chosen.Count < FewestPairs ? null
                : ShortcutDetector.CrossValidatePairs(chosen, rejected, Folds).Accuracy,
            a.Zip(b).Count(p => p.Second.Length > p.First.Length),
            a.Zip(b).Count(p => p.Second.Length < p.First.Length),
            Telling(a, b));
    }

    /// <summary>What was found, in sentences.</summary>
    public IEnumerable<string> Sentences()
    {
        if (Told is not { } told)
        {
            yield return $"Too few pairs to look for shortcuts: {Pairs}, where {FewestPairs} are needed.";
            yield break;
        }

        yield return $"Words alone tell the rejected response in {Percent(told)} of {Pairs} pairs held out; a coin "
            + $"does in {Percent(0.5 - Chance)} to {Percent(0.5 + Chance)}. "
            + (IsShortcut ? "This is a shortcut." : "No shortcut was found.");
        yield return $"The rejected response is longer in {Longer} of {Pairs} pairs, shorter in {Shorter}."
            + (LengthTells ? " Its length gives it away." : "");
    }

    // A word is on one side by chance as often as a coin shows heads: three standard deviations are not chance.
    private static (string, int, int)[] Telling(string[][] chosen, string[][] rejected)
    {
        var counts = new SortedDictionary<string, (int Chosen, int Rejected)>(StringComparer.Ordinal);
        foreach (var word in chosen.SelectMany(t => t.Distinct()))
            counts[word] = (counts.GetValueOrDefault(word).Chosen + 1, counts.GetValueOrDefault(word).Rejected);
        foreach (var word in rejected.SelectMany(t => t.Distinct()))
            counts[word] = (counts.GetValueOrDefault(word).Chosen, counts.GetValueOrDefault(word).Rejected + 1);
        return
        [
            .. counts.Select(c => (c.Key, c.Value.Chosen, c.Value.Rejected,
                    Lean: Math.Abs(c.Value.Chosen - c.Value.Rejected)
                        / Math.Sqrt(c.Value.Chosen + c.Value.Rejected)))
                .Where(c => c.Lean > 3).OrderByDescending(c => c.Lean).Take(MostWords)
                .Select(c => (c.Key, c.Chosen, c.Rejected)),
        ];
    }

    private static string Percent(double share) =>
        (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}

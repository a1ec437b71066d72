using ResearchKit.Datasets;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Tells rejected from preferred responses without seeing image or question: logistic regression on token counts. What
/// it finds is a shortcut that preference training may learn instead of looking. About 50% means that there is none.
/// </summary>
public static class ShortcutDetector
{
    private const double WeightDecay = 0.001;

    /// <summary>
    /// Cross-validated accuracy of naming each response, seen alone, preferred or rejected. Both responses of a pair
    /// are always held out together.
    /// </summary>
    /// <param name="chosen">The preferred responses.</param>
    /// <param name="rejected">The rejected ones, in the same order.</param>
    /// <param name="folds">Parts, each held out once; 2 to the number of pairs.</param>
    /// <param name="seed">Distributes the pairs over the folds.</param>
    /// <param name="tokens">What is counted in a text; words if null.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or there are fewer pairs than folds.</exception>
    public static ShortcutResult CrossValidate(
        IReadOnlyList<string> chosen, IReadOnlyList<string> rejected, int folds = 5, long seed = 0,
        Func<string, IEnumerable<string>>? tokens = null) =>
        Validate(chosen, rejected, folds, seed, tokens, Classify);

    /// <summary>
    /// Cross-validated accuracy of naming the rejected one of two responses that are seen side by side, as the loss of
    /// DPO sees them: what both share cancels out, so that a single word can tell. A tie counts as half a pair.
    /// </summary>
    /// <inheritdoc cref="CrossValidate"/>
    public static ShortcutResult CrossValidatePairs(
        IReadOnlyList<string> chosen, IReadOnlyList<string> rejected, int folds = 5, long seed = 0,
        Func<string, IEnumerable<string>>? tokens = null) =>
        Validate(chosen, rejected, folds, seed, tokens, Compare);

    /// <summary>The score of each held-out pair, from the rows of all pairs and which of them may be learned
    /// from.</summary>
    private delegate double[] Test(SparseCounts chosen, SparseCounts rejected, int[] learn, int[] held);

    private static ShortcutResult Validate(
        IReadOnlyList<string> chosen, IReadOnlyList<string> rejected, int folds, long seed,
        Func<string, IEnumerable<string>>? tokens, Test test)
    {
        if (chosen.Count != rejected.Count)
            throw new ArgumentException(
                $"{chosen.Count} preferred responses do not pair with {rejected.Count} rejected ones",
                nameof(rejected));
        if (folds < 2 || chosen.Count < folds)
            throw new ArgumentException($"{chosen.Count} pairs cannot be split into {folds} folds", nameof(folds));
        var order = new SeededDraws(seed).Permutation(chosen.Count);
        var byPair = new double[chosen.Count];
        var byFold = new double[folds];
        // A word that only the held-out part has keeps the weight 0: it teaches nothing.
        var counts = SparseCounts.Of(chosen.Concat(rejected), tokens ?? Tokens.Words);
        var (preferred, others) = (counts with { Rows = counts.Rows[..chosen.Count] },
            counts with { Rows = counts.Rows[chosen.Count..] });
        for (var fold = 0; fold < folds; fold++)
        {
            var held = order.Where((_, i) => i % folds == fold).ToArray();
            var learn = order.Where((_, i) => i % folds != fold).ToArray();
            using var scope = NewDisposeScope();
            var found = test(preferred, others, learn, held);
            for (var k = 0; k < held.Length; k++) byPair[held[k]] = found[k];
            byFold[fold] = found.Average();
        }
        return new(byPair.Average(), byFold, byPair);
    }

    // Each response alone: half a point for either that is named right.
    private static double[] Classify(SparseCounts chosen, SparseCounts rejected, int[] learn, int[] held)
    {
        var fit = LogisticRegression.Fit(chosen.Words,
            [.. learn.Select(i => chosen.Rows[i]), .. learn.Select(i => rejected.Rows[i])],
            [.. learn.Select(_ => 1.0), .. learn.Select(_ => -1.0)], WeightDecay, biased: true);
        return [.. held.Select(i =>
            (fit.Score(chosen.Rows[i]) > 0 ? 0.5 : 0) + (fit.Score(rejected.Rows[i]) > 0 ? 0 : 0.5))];
    }

    private static double[] Compare(SparseCounts chosen, SparseCounts rejected, int[] learn, int[] held)
    {
        (int, double)[] Difference(int i) => SparseCounts.Difference(chosen.Rows[i], rejected.Rows[i]);
        var fit = LogisticRegression.Fit(chosen.Words, [.. learn.Select(Difference)], [.. learn.Select(_ => 1.0)],
            WeightDecay, biased: false);
        return [.. held.Select(i => fit.Score(Difference(i)) is var s && s > 0 ? 1.0 : s < 0 ? 0 : 0.5)];
    }
}

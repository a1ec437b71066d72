using ResearchKit.Datasets;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Tells rejected from preferred responses without seeing image or question: logistic regression on token counts. What
/// it finds is a shortcut that preference training may learn instead of looking. About 50% means that there is none.
/// </summary>
public static class ShortcutDetector
{
    private const int Steps = 150;
    private const double LearningRate = 0.1, WeightDecay = 0.001;

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

    private delegate double[] Test(BagOfWords train, BagOfWords held);

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
        for (var fold = 0; fold < folds; fold++)
        {
            var held = order.Where((_, i) => i % folds == fold).ToArray();
            var rest = order.Where((_, i) => i % folds != fold).ToArray();
            using var scope = NewDisposeScope();
            // The vocabulary is the training part's: a word that only the held-out part has teaches nothing.
            var train =
                new BagOfWords([.. rest.Select(i => chosen[i])], [.. rest.Select(i => rejected[i])], tokens
                    ?? Tokens.Words);
            var found = test(train, train.Count([.. held.Select(i => chosen[i])], [.. held.Select(i => rejected[i])]));
            for (var k = 0; k < held.Length; k++) byPair[held[k]] = found[k];
            byFold[fold] = found.Average();
        }
        return new(byPair.Average(), byFold, byPair);
    }

    // Each response alone: half a point for either that is named right.
    private static double[] Classify(BagOfWords train, BagOfWords held)
    {
        var sign = cat([ones(train.Pairs, float64), -ones(train.Pairs, float64)]);
        var (weight, bias) = Fit(cat([train.Chosen, train.Rejected]), sign, biased: true);
        var preferred = Scores(held.Chosen, weight, bias);
        var rejected = Scores(held.Rejected, weight, bias);
        return [.. preferred.Zip(rejected, (p, r) => (p > 0 ? 0.5 : 0) + (r > 0 ? 0 : 0.5))];
    }

    private static double[] Compare(BagOfWords train, BagOfWords held)
    {
        var (weight, bias) = Fit(train.Chosen - train.Rejected, ones(train.Pairs, float64), biased: false);
        return [.. Scores(held.Chosen - held.Rejected, weight, bias).Select(s => s > 0 ? 1.0 : s < 0 ? 0 : 0.5)];
    }

    // The mean of log(1 + exp(-sign * score)), with a little weight decay.
    private static (Tensor Weight, Tensor Bias) Fit(Tensor x, Tensor sign, bool biased)
    {
        var weight = new Parameter(zeros(x.shape[1], float64));
        var bias = new Parameter(zeros(1, float64), requires_grad: biased);
        var optimizer = optim.Adam(biased ? [weight, bias] : [weight], LearningRate);
        var target = (sign + 1) / 2;
        for (var step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            var loss = nn.functional.binary_cross_entropy_with_logits(x.mv(weight) + bias, target) +
                WeightDecay * weight.pow(2).sum();
            loss.backward();
            optimizer.step();
        }
        return (weight.detach(), bias.detach());
    }

    private static double[] Scores(Tensor x, Tensor weight, Tensor bias) =>
        (x.mv(weight) + bias).data<double>().ToArray();
}

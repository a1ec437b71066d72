using System.Text.RegularExpressions;
using ResearchKit.Datasets;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Tells rejected from preferred responses without seeing picture or question: logistic regression on word counts. What it
/// finds is a shortcut that preference training may learn instead of looking. About 50% means that there is none.
/// </summary>
public static class ShortcutDetector
{
    private const int Steps = 150;
    private const double LearningRate = 0.1, WeightDecay = 0.001;

    /// <summary>Cross-validated accuracy. Both responses of a pair are always held out together.</summary>
    /// <param name="chosen">The preferred responses.</param>
    /// <param name="rejected">The rejected ones, in the same order.</param>
    /// <param name="folds">Parts, each held out once; 2 to the number of pairs.</param>
    /// <param name="seed">Distributes the pairs over the folds.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or there are fewer pairs than folds.</exception>
    public static ShortcutResult CrossValidate(IReadOnlyList<string> chosen, IReadOnlyList<string> rejected, int folds = 5, long seed = 0)
    {
        if (chosen.Count != rejected.Count) throw new ArgumentException($"{chosen.Count} preferred responses do not pair with {rejected.Count} rejected ones", nameof(rejected));
        if (folds < 2 || chosen.Count < folds) throw new ArgumentException($"{chosen.Count} pairs cannot be split into {folds} folds", nameof(folds));
        var order = new SeededDraws(seed).Permutation(chosen.Count);
        var accuracies = new double[folds];
        var right = 0;
        for (var fold = 0; fold < folds; fold++)
        {
            var held = order.Where((_, i) => i % folds == fold).ToArray();
            var rest = order.Where((_, i) => i % folds != fold).ToArray();
            var found = Correct(Both(rest), Both(held), rest.Length, held.Length);
            accuracies[fold] = found / (2.0 * held.Length);
            right += found;
        }
        return new(right / (2.0 * chosen.Count), accuracies);

        string[] Both(int[] pairs) => [.. pairs.Select(i => chosen[i]), .. pairs.Select(i => rejected[i])];
    }

    private static int Correct(string[] train, string[] test, int trainPairs, int testPairs)
    {
        using var scope = NewDisposeScope();
        // The vocabulary is the training part's: a word that only the held-out part has teaches nothing.
        var vocabulary = train.SelectMany(Tokens).Distinct().Order(StringComparer.Ordinal).Select((word, i) => (word, i)).ToDictionary(p => p.word, p => p.i);
        var x = Counts(train, vocabulary);
        var y = cat([ones(trainPairs, float64), zeros(trainPairs, float64)]);
        var weight = new Parameter(zeros(vocabulary.Count, float64));
        var bias = new Parameter(zeros(1, float64));
        var optimizer = optim.Adam([weight, bias], LearningRate);
        for (var step = 0; step < Steps; step++)
        {
            optimizer.zero_grad();
            var logits = x.mv(weight) + bias;
            var loss = nn.functional.binary_cross_entropy_with_logits(logits, y) + WeightDecay * weight.pow(2).sum();
            loss.backward();
            optimizer.step();
        }
        using var _ = no_grad();
        var scores = (Counts(test, vocabulary).mv(weight) + bias).data<double>().ToArray();
        return scores.Where((s, i) => s > 0 == i < testPairs).Count();
    }

    private static Tensor Counts(string[] texts, Dictionary<string, int> vocabulary)
    {
        var counts = new double[texts.Length * vocabulary.Count];
        for (var i = 0; i < texts.Length; i++)
            foreach (var word in Tokens(texts[i]))
                if (vocabulary.TryGetValue(word, out var column)) counts[i * vocabulary.Count + column]++;
        return tensor(counts, [texts.Length, vocabulary.Count]);
    }

    private static IEnumerable<string> Tokens(string text) => Regex.Matches(text.ToLowerInvariant(), @"[\p{L}\p{N}]+").Select(m => m.Value);
}

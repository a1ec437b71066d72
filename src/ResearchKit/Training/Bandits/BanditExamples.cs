using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// Examples of a bandit whose truth is known, with whatever a loss may declare: ranked answers, gold and calibration
/// answers, other images, scores, advantages, token columns. So any loss of the catalogue can be trained on them.
/// </summary>
public static class BanditExamples
{
    /// <summary>
    /// Draws rows. The answers of a row are different responses in the order of their true rewards: <c>rank_1</c>,
    /// <c>chosen</c> and the other chosen ones from above, <c>rejected</c> and the other rejected ones from below;
    /// <c>gold</c> is the best response, <c>calibration</c>, <c>sample</c> and <c>mismatched</c> are drawn from the
    /// reference. Another image of a prompt is another prompt.
    /// </summary>
    /// <param name="inputs">What the loss declares.</param>
    /// <param name="truth">The rewards: <c>score</c>, and the source of relevances, advantages and margins.</param>
    /// <param name="reference">The policy that samples come from; its log-probabilities are <c>old</c>.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="draws">Where the randomness comes from.</param>
    /// <param name="dtype">Type of all numbers.</param>
    public static BanditBatch Draw(
        LossInputs inputs, BradleyTerryTruth truth, FrozenPolicy reference, int rows, SeededDraws draws,
            ScalarType dtype)
    {
        var logps = reference.LogProbabilities().to_type(float64).ToTable();
        var probabilities = reference.LogProbabilities().to_type(float64).exp().ToTable();
        int[] prompts = [.. Enumerable.Range(0, rows).Select(i => i % truth.Prompts)];
        var ranked = prompts.Select(x => Ranked(x, truth,
            draws.Permutation(truth.Responses).Take(Answers(inputs)))).ToArray();
        var answers = inputs.AllViews.Select(v => v.Answer).Distinct().ToDictionary(name => name, name =>
            prompts.Select((x, i) => Answer(name, truth, x, ranked[i], probabilities, draws)).ToArray());
        var images = inputs.AllViews.Select(v => v.Image).Where(i => i != View.OriginalImage).Distinct().ToArray();
        return new BanditBatch(truth.Responses, prompts, answers, dtype)
        {
            Images = images.Select((name, k) => (name, k)).ToDictionary(
                i => i.name, i => prompts.Select(x => (x + i.k + 1) % truth.Prompts).ToArray()),
            Columns = inputs.Columns.ToDictionary(name => name, name => name == "reward_margin"
                ? [.. prompts.Select((x, i) => truth.Rewards[x, ranked[i][0]] - truth.Rewards[x, ranked[i][^1]])]
                : prompts.Select(_ => 0.1 + 0.9 * draws.Uniform()).ToArray()),
            Tables = new Dictionary<string, double[,]>
            {
                ["score"] = truth.Rewards,
                ["relevance"] = Table(truth, (x, y) => Math.Clamp(Math.Round(truth.Rewards[x, y] + 1), 0, 3)),
                [TokenColumn.Advantage] = Table(truth, (x, y) => truth.Rewards[x, y] - Mean(truth, probabilities, x)),
                [TokenColumn.Old] = logps,
                [TokenColumn.Marks] = Table(truth, (_, y) => y % 2),
                [TokenColumn.Weight] = Table(truth, (_, y) => 1 + y % 2),
            },
        };
    }

    /// <summary>How many different answers a row needs.</summary>
    private static int Answers(LossInputs inputs) => Math.Max(2,
        inputs.AllViews.Select(v => v.Answer).Distinct().Count());

    private static int[] Ranked(int prompt, BradleyTerryTruth truth, IEnumerable<int> responses) =>
        [.. responses.OrderByDescending(y => truth.Rewards[prompt, y])];

    private static int Answer(
        string name, BradleyTerryTruth truth, int prompt, int[] ranked, double[,] probabilities, SeededDraws draws)
    {
        var parts = name.Split('_');
        var number = parts.Length > 1 && int.TryParse(parts[^1], out var k) ? k : 1;
        return parts[0] switch
        {
            "chosen" or "rank" => ranked[number - 1],
            "rejected" => ranked[^number],
            "gold" => Enumerable.Range(0, truth.Responses).MaxBy(y => truth.Rewards[prompt, y]),
            _ => draws.Categorical([.. Enumerable.Range(0, truth.Responses).Select(y => probabilities[prompt, y])]),
        };
    }

    private static double Mean(BradleyTerryTruth truth, double[,] probabilities, int prompt) =>
        Enumerable.Range(0, truth.Responses).Sum(y => probabilities[prompt, y] * truth.Rewards[prompt, y]);

    private static double[,] Table(BradleyTerryTruth truth, Func<int, int, double> value)
    {
        var table = new double[truth.Prompts, truth.Responses];
        for (var x = 0; x < truth.Prompts; x++)
            for (var y = 0; y < truth.Responses; y++)
                table[x, y] = value(x, y);
        return table;
    }
}

using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Training;

namespace ResearchKit.Experiments.Bandits;

/// <summary>
/// <see cref="Interference"/> along a training, averaged over prompts: one value per recorded step, each the rate of
/// change per unit of learning rate that one step of plain gradient descent would cause from there.
/// </summary>
/// <param name="Steps">Updates done.</param>
/// <param name="ChosenOwn">Rate of log pi(y+ | x) due to the prompt's own pair, nats.</param>
/// <param name="ChosenOthers">The same due to the pairs of other prompts.</param>
/// <param name="UnseenOwn">Rate of the unseen responses' mass due to the prompt's own pair.</param>
/// <param name="UnseenOthers">The same due to the pairs of other prompts.</param>
public sealed record InterferencePath(
    int[] Steps, double[] ChosenOwn, double[] ChosenOthers, double[] UnseenOwn, double[] UnseenOthers)
{
    /// <summary>Trains a lab's network and measures at every recorded step.</summary>
    public static InterferencePath Along(
        BanditLab lab, PreferenceLoss loss, BanditPreferences data, TrainingOptions options)
    {
        var found = new List<Interference>();
        var run = lab.Train(
            loss, data, options, observer: (_, policy) => found.Add(Interference.Of(policy, lab.Reference, data,
                loss)));
        return new(
            run.Steps,
            [.. found.Select(f => f.ChosenOwn.Average())],
            [.. found.Select(f => f.ChosenOthers.Average())],
            [.. found.Select(f => f.UnseenOwn.Average())],
            [.. found.Select(f => f.UnseenOthers.Average())]);
    }
}

using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>
/// From the views that a loss declares to the scores that it reads: the policy is scored once, the reference once and
/// only if the loss asks for it, and nothing is computed that no loss asked for.
/// </summary>
public static class ViewScoring
{
    /// <summary>Scores a batch for a loss.</summary>
    /// <param name="loss">The loss; its <see cref="LossInputs"/> say what is computed.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="policy">The model in training; its log-probabilities keep their graph.</param>
    /// <param name="reference">The frozen model, scored without a graph.</param>
    /// <exception cref="InvalidOperationException">
    /// The batch does not offer a declared view, or the loss needs a reference and there is none.
    /// </exception>
    public static PreferenceScores Score<TBatch>(
        PreferenceLoss loss, TBatch batch, IViewScorer<TBatch> policy, IViewScorer<TBatch>? reference)
    {
        var inputs = loss.Inputs;
        foreach (var view in inputs.Views)
            if (!policy.Offers(batch, view))
                throw new InvalidOperationException(
                    $"{loss.Name} needs view '{view.Name}' ({view.Answer} answer, {view.Image} image), " +
                    "which this data does not have. Choose another loss, or data with that view.");
        if (inputs.Reference && reference is null)
            throw new InvalidOperationException(
                $"{loss.Name} compares with a reference policy, but none was given. Pass the frozen start policy.");

        View[] views = [.. inputs.Views, .. inputs.OptionalViews.Where(v => policy.Offers(batch, v))];
        var ofPolicy = policy.Score(batch, views, inputs);
        var ofReference = inputs.Reference ? Frozen(reference!, batch, views, inputs) : null;
        var scores = new Dictionary<string, ViewScores>(views.Length);
        for (var i = 0; i < views.Length; i++)
            scores.Add(views[i].Name, Join(ofPolicy[i], ofReference?[i]));
        return new PreferenceScores(scores);
    }

    private static IReadOnlyList<ViewLogProbabilities> Frozen<TBatch>(
        IViewScorer<TBatch> reference, TBatch batch, View[] views, LossInputs inputs)
    {
        using var _ = no_grad();
        return reference.Score(batch, views, inputs);
    }

    private static ViewScores Join(ViewLogProbabilities policy, ViewLogProbabilities? reference) =>
        new(policy.Sum, reference?.Sum, policy.Tokens)
        {
            ByToken = policy.ByToken is null
                ? null
                : new TokenScores(policy.ByToken, reference?.ByToken, policy.Mask
                    ?? throw new InvalidOperationException("Token log-probabilities came without their mask.")),
        };
}

using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>
/// From what a loss declares to the scores that it reads: the policy is scored once, the reference once and only if
/// the loss asks for it, columns come from the data or from the models' logits, and nothing is computed that no loss
/// asked for.
/// </summary>
public static class ViewScoring
{
    /// <summary>Scores a batch for a loss.</summary>
    /// <param name="loss">The loss; its <see cref="LossInputs"/> say what is computed.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="policy">The model in training; its log-probabilities keep their graph.</param>
    /// <param name="reference">The frozen model, scored without a graph.</param>
    /// <exception cref="InvalidOperationException">
    /// The data lacks a declared view or column, or the loss needs a reference and there is none.
    /// </exception>
    public static PreferenceScores Score<TBatch>(
        PreferenceLoss loss, TBatch batch, IViewScorer<TBatch> policy, IViewScorer<TBatch>? reference)
        where TBatch : IPreferenceBatch
    {
        var inputs = loss.Inputs;
        return Join(loss.Name, inputs, batch, Views(loss.Name, inputs, batch, policy), policy,
            OfReference(loss.Name, inputs, batch, policy, reference));
    }

    /// <summary>
    /// What the reference says of a batch, without a graph: it does not change during a training, so a trainer whose
    /// batches return may ask once and keep it. Null if neither the loss nor its token columns need a reference.
    /// </summary>
    public static IReadOnlyList<ViewLogProbabilities>? OfReference<TBatch>(
        string loss, LossInputs inputs, TBatch batch, IViewScorer<TBatch> policy, IViewScorer<TBatch>? reference)
        where TBatch : IPreferenceBatch
    {
        var divergences = inputs.TokenColumns.Where(TokenColumn.IsDivergence).ToArray();
        if (!inputs.Reference && divergences.Length == 0)
            return null;
        if (reference is null)
            throw new InvalidOperationException(
                $"{loss} compares with a reference policy, but none was given. Pass the frozen start policy.");
        using var _ = no_grad();
        return reference.Score(
            batch, Views(loss, inputs, batch, policy), inputs with
            {
                TokenColumns = divergences,
                PerToken = inputs.PerToken
            });
    }

    /// <summary>Scores a batch whose reference scores are known.</summary>
    /// <param name="loss">The loss's name, for messages.</param>
    /// <param name="inputs">What it declares.</param>
    /// <param name="batch">The examples.</param>
    /// <param name="policy">The model in training.</param>
    /// <param name="reference">What <see cref="OfReference"/> returned for this batch.</param>
    public static PreferenceScores Score<TBatch>(
        string loss, LossInputs inputs, TBatch batch, IViewScorer<TBatch> policy,
        IReadOnlyList<ViewLogProbabilities>? reference)
        where TBatch : IPreferenceBatch =>
        Join(loss, inputs, batch, Views(loss, inputs, batch, policy), policy, reference);

    private static View[] Views<TBatch>(string loss, LossInputs inputs, TBatch batch, IViewScorer<TBatch> policy)
    {
        foreach (var view in inputs.Views)
            if (!policy.Offers(batch, view))
                throw new InvalidOperationException(
                    $"{loss} needs view '{view.Name}' ({view.Answer} answer, {view.Image} image), " +
                    "which this data does not have. Choose another loss, or data with that view.");
        return inputs.OptionalViews.Count == 0
            ? [.. inputs.Views]
            : [.. inputs.Views, .. inputs.OptionalViews.Where(v => policy.Offers(batch, v))];
    }

    private static PreferenceScores Join<TBatch>(
        string loss, LossInputs inputs, TBatch batch, View[] views, IViewScorer<TBatch> policy,
        IReadOnlyList<ViewLogProbabilities>? reference)
        where TBatch : IPreferenceBatch
    {
        var ofPolicy = policy.Score(batch, views, inputs);
        var scores = new Dictionary<string, ViewScores>(views.Length);
        for (var i = 0; i < views.Length; i++)
            scores.Add(views[i].Name, Join(loss, inputs, batch, views[i], ofPolicy[i], reference?[i]));
        return new PreferenceScores(scores, Columns(
            inputs.Columns, batch.Column, name => $"{loss} needs column '{name}', which this data does not have."))
        {
            AllowPositive = true, // a model's own log-softmax
        };
    }

    private static ViewScores Join<TBatch>(
        string loss, LossInputs inputs, TBatch batch, View view, ViewLogProbabilities policy,
        ViewLogProbabilities? reference)
        where TBatch : IPreferenceBatch
    {
        var scores = new ViewScores(policy.Sum, inputs.Reference ? reference?.Sum : null, policy.Tokens);
        if (inputs.AnswerColumns.Count > 0)
            scores = scores with
            {
                Columns = Columns(
                    inputs.AnswerColumns, name => batch.AnswerColumn(view, name),
                    name => $"{loss} needs '{name}' of every answer; view '{view.Name}' has none in this data."),
            };
        if (policy.ByToken is null)
            return scores;
        var mask = policy.Mask
            ?? throw new InvalidOperationException("Token log-probabilities came without their mask.");
        return scores with
        {
            ByToken = new TokenScores(policy.ByToken, inputs.Reference ? reference?.ByToken : null, mask)
            {
                Columns = Columns(
                    inputs.TokenColumns, name => OfTokens(name, batch, view, policy, reference),
                    name => TokenColumn.IsComputed(name)
                        ? $"{loss} needs the token column '{name}', which this model does not compute."
                        : $"{loss} needs the token column '{name}'; view '{view.Name}' has none in this data."),
            },
        };
    }

    private static Tensor? OfTokens<TBatch>(
        string name, TBatch batch, View view, ViewLogProbabilities policy, ViewLogProbabilities? reference)
        where TBatch : IPreferenceBatch
    {
        if (!TokenColumn.IsComputed(name))
            return batch.TokenColumn(view, name) is { } data ? Widened(data, policy.ByToken!.shape[1]) : null;
        if (policy.Columns.TryGetValue(name, out var computed))
            return computed;
        return TokenColumn.IsDivergence(name) && policy.Distributions is { } p && reference?.Distributions is { } q
            ? TokenColumn.Divergence(name, p, q).cpu()
            : null;
    }

    // A view's own answers may be shorter than the widest of the pass.
    private static Tensor Widened(Tensor column, long width) => column.shape[1] >= width ? column
        : cat([column, zeros([column.shape[0], width - column.shape[1]], column.dtype)], 1);

    private static Dictionary<string, Tensor> Columns(
        IReadOnlyList<string> names, Func<string, Tensor?> find, Func<string, string> missing)
    {
        var columns = new Dictionary<string, Tensor>(names.Count);
        foreach (var name in names)
            columns.Add(name, find(name) ?? throw new InvalidOperationException(missing(name)));
        return columns;
    }
}

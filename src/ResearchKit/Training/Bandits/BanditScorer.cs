using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// Scores views with a bandit policy: its whole table once, then one look-up per view. A response is one token, and
/// the responses are the vocabulary, so token columns have their meaning here, too; a logit is known up to a constant
/// per prompt and stands here for the log-probability.
/// </summary>
/// <param name="policy">The policy.</param>
public sealed class BanditScorer(BanditPolicy policy) : IViewScorer<BanditBatch>
{
    /// <inheritdoc/>
    public bool Offers(BanditBatch batch, View view) => batch.Offers(view);

    /// <inheritdoc/>
    public IReadOnlyList<ViewLogProbabilities> Score(
        BanditBatch batch, IReadOnlyList<View> views, LossInputs inputs)
    {
        var table = policy.LogProbabilities();
        var flat = table.reshape(-1);
        var scored = new ViewLogProbabilities[views.Count];
        for (var i = 0; i < scored.Length; i++)
        {
            var logps = flat.index_select(0, batch.Cells(views[i]));
            var tokens = inputs.Tokens ? ones_like(logps) : null;
            scored[i] = inputs.PerToken
                ? ByToken(batch, views[i], inputs, table, logps, tokens)
                : new(logps, tokens);
        }
        return scored;
    }

    private static ViewLogProbabilities ByToken(
        BanditBatch batch, View view, LossInputs inputs, Tensor table, Tensor logps, Tensor? tokens)
    {
        var scored = new ViewLogProbabilities(
            logps, tokens, logps.unsqueeze(1), ones(logps.shape[0], 1, dtype: @bool));
        var computed = inputs.TokenColumns.Where(TokenColumn.IsComputed).ToArray();
        if (computed.Length == 0)
            return scored;
        var distributions = table.index_select(0, batch.PromptsOf(view)).unsqueeze(1);
        var targets = (batch.Cells(view) % table.shape[1]).unsqueeze(1);
        return scored with
        {
            Distributions = distributions,
            Columns = computed.Where(n =>
                !TokenColumn.IsDivergence(n) && n is not (TokenColumn.Eos or TokenColumn.Value))
                .ToDictionary(n => n, n => TokenColumn.FromLogitsOf(n, distributions, targets)),
        };
    }
}

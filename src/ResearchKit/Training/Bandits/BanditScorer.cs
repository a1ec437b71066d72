using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// Scores views with a bandit policy: its whole table once, then one look-up per view. A response is one token.
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
        var table = policy.LogProbabilities().reshape(-1);
        var scored = new ViewLogProbabilities[views.Count];
        for (var i = 0; i < scored.Length; i++)
        {
            var logps = table.index_select(0, batch.Cells(views[i]));
            var byToken = inputs.Reduction == TokenReduction.Weighted ? logps.unsqueeze(1) : null;
            scored[i] = new(
                logps,
                inputs.Tokens ? ones_like(logps) : null,
                byToken,
                byToken is null ? null : ones(batch.Pairs.Count, 1, dtype: @bool));
        }
        return scored;
    }
}

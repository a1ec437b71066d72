using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static ResearchKit.Tests.Losses.Scores;

namespace ResearchKit.Tests.Losses;

/// <summary>
/// A loss that only the test assembly knows: one file is enough to be in the catalogue and under contract.
/// </summary>
[Method("toy", Title = "Toy", Paper = "none, a test", Where = "this file", Equation = "c (lr(l) - lr(w))")]
public sealed record ToyLoss([HyperParameter("c", "(0, 10]")] double Scale = 1) : PreferenceLoss
{
    public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);

    protected override LossTerms Terms(LossScores scores)
    {
        var chosen = Scale * scores[View.Chosen].LogRatio;
        var rejected = Scale * scores[View.Rejected].LogRatio;
        return new LossTerms(rejected - chosen, [(View.Chosen, chosen), (View.Rejected, rejected)]);
    }
}

public sealed class ToyLossTests : PreferenceLossContract<ToyLoss>
{
    protected override ToyLoss Example => new(2);

    protected override IEnumerable<LossCase> HandDerived => [new("2 (1 - 3)", new ToyLoss(2), Pair(3, 1), -4)];

    protected override double AtReference(ToyLoss loss, double logp, double tokens) => 0;
}

using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>
/// A loss on other views: wherever <paramref name="Inner"/> asks for a view that <paramref name="Views"/> names, it
/// gets the other one. A DPO whose rejected view is <c>rejected_image</c> is an image preference; in a
/// <see cref="WeightedSum"/> such parts make mDPO, Re-Align, POVID, OPA-DPO or MPO without a new formula.
/// </summary>
/// <param name="Inner">The loss.</param>
/// <param name="Views">From the view's name in the loss to the view's name in the data.</param>
[Method("on-views", Title = "On other views", Paper = "The wrapped loss's paper", Where = "definition",
    Equation = "L(views renamed)")]
public sealed record RenamedViewsLoss(
    [JsonExample("""{"loss":"dpo","beta":0.1}""")] PreferenceLoss Inner,
    [JsonExample("""{"rejected":"rejected_image"}""")] IReadOnlyDictionary<string, string> Views) : PreferenceLoss
{
    /// <inheritdoc/>
    public override LossInputs Inputs
    {
        get
        {
            var inputs = Inner.Inputs;
            if (Views.Keys.FirstOrDefault(name => inputs.AllViews.All(v => v.Name != name)) is { } unknown)
                throw new LossException($"on-views: {Inner.Name} has no view '{unknown}'. It has "
                    + $"{string.Join(", ", inputs.AllViews.Select(v => v.Name))}.");
            var outer = inputs with
            {
                Views = [.. inputs.Views.Select(Outer)],
                OptionalViews = [.. inputs.OptionalViews.Select(Outer)],
                RunningMeans = [.. inputs.RunningMeans.Select(m => m with { OfBatch = s => m.OfBatch(Renamed(s)) })],
            };
            return outer.AllViews.DistinctBy(v => v.Name).Count() == outer.AllViews.Count()
                ? outer
                : throw new LossException($"on-views: two views of {Inner.Name} get the same name.");
        }
    }

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var terms = Inner.Compute(Renamed(scores).All);
        return new LossTerms(
            terms.Loss,
            [.. Inner.Inputs.AllViews.Where(v => terms.Rewards.ContainsKey(v.Name))
                .Select(v => (Outer(v), terms.Rewards[v.Name]))],
            [.. terms.Extras.Select(e => (Extra(e.Key), e.Value))]);
    }

    /// <summary>Equal losses on equal views.</summary>
    public bool Equals(RenamedViewsLoss? other) =>
        other is not null && Inner == other.Inner && Views.Count == other.Views.Count
        && !Views.Except(other.Views).Any();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inner, Views.Count);

    private View Outer(View view) =>
        Views.TryGetValue(view.Name, out var name) ? View.Named(name) with { Gradient = view.Gradient } : view;

    private LossScores Renamed(LossScores scores) => Inner.Declared(new PreferenceScores(
        Inner.Inputs.AllViews.Where(v => scores.All.Views.ContainsKey(Outer(v).Name))
            .ToDictionary(v => v.Name, v => scores.All.Views[Outer(v).Name]),
        scores.All.Columns.ToDictionary()));

    private string Extra(string name) =>
        name.StartsWith("weights/", StringComparison.Ordinal) && Views.TryGetValue(name["weights/".Length..],
            out var view)
            ? $"weights/{view}"
            : name;
}

/// <summary>The short form of <see cref="RenamedViewsLoss"/>.</summary>
public static class RenamedViews
{
    /// <summary>The loss on other views: <c>new DpoLoss().On(("rejected", "rejected_image"))</c>.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="views">Pairs of the view's name in the loss and in the data.</param>
    public static RenamedViewsLoss On(this PreferenceLoss loss, params (string InLoss, string InData)[] views) =>
        new(loss, views.ToDictionary(v => v.InLoss, v => v.InData));
}

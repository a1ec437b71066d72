using System.Globalization;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Losses;

/// <summary>One part of a <see cref="WeightedSum"/>.</summary>
/// <param name="Weight">Factor of the part's loss, finite.</param>
/// <param name="Loss">The part.</param>
public sealed record WeightedLoss(double Weight, PreferenceLoss Loss)
{
    /// <summary>Weight and loss: <c>0.5 dpo(beta=0.1, label_smoothing=0)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Weight} {Loss}");
}

/// <summary>
/// A linear combination of losses, <c>L = sum_k w_k L_k</c>, over the union of their views. Each part reduces tokens
/// for itself. The reward of a view is that of the first part that defines one; extras are the parts' losses
/// (<c>loss/1-dpo</c>) and their extras under the part's number (<c>1-sft-dpo/sft</c>).
/// </summary>
/// <param name="Parts">The parts, at least one, in the order that decides about rewards.</param>
[Method("weighted-sum", Title = "Weighted sum", Paper = "Linear combination of the parts' papers", Where = "definition",
    Equation = "sum_k w_k L_k")]
public sealed record WeightedSum(
    [JsonExample("""[{"weight":1,"loss":{"loss":"dpo"}},{"weight":0.5,"loss":{"loss":"sft"}}]""")]
    IReadOnlyList<WeightedLoss> Parts) : PreferenceLoss
{
    /// <summary>The combination of the given parts.</summary>
    public static WeightedSum Of(params (double Weight, PreferenceLoss Loss)[] parts) =>
        new([.. parts.Select(p => new WeightedLoss(p.Weight, p.Loss))]);

    /// <inheritdoc/>
    public override LossInputs Inputs
    {
        get
        {
            if (Parts is null || Parts.Count == 0)
                throw new LossException("weighted-sum: parts is empty. Give at least one loss with its weight.");
            if (Parts.FirstOrDefault(p => !double.IsFinite(p.Weight)) is { } bad)
                throw new LossException($"weighted-sum: the weight of {bad.Loss.Name} is {bad.Weight}; "
                    + "a finite number is expected.");
            var inputs = Parts.Select(p => p.Loss.Inputs).ToArray();
            var reductions = inputs.Select(i => i.Reduction).Distinct().ToArray();
            var views = Union(inputs.SelectMany(i => i.Views));
            return new LossInputs(views, reductions.Length == 1 ? reductions[0] : TokenReduction.PerPart,
                inputs.Any(i => i.Reference))
            {
                OptionalViews = [.. Union(inputs.SelectMany(i => i.OptionalViews))
                    .Where(o => views.All(v => v.Name != o.Name))],
                Columns = [.. inputs.SelectMany(i => i.Columns).Distinct()],
                AnswerColumns = [.. inputs.SelectMany(i => i.AnswerColumns).Distinct()],
                TokenColumns = [.. inputs.SelectMany(i => i.TokenColumns).Distinct()],
                Ranges = inputs.SelectMany(i => i.Ranges).DistinctBy(r => r.Key).ToDictionary(),
                RunningMeans = [.. Parts.SelectMany((p, k) => p.Loss.Inputs.RunningMeans.Select(m => m with
                {
                    Name = Prefix(k) + m.Name,
                    OfBatch = s => m.OfBatch(p.Loss.Declared(s.All)),
                }))],
                Tokens = inputs.Any(i => i.Tokens),
                PerToken = inputs.Any(i => i.PerToken),
                Unpaired = inputs.All(i => i.Unpaired),
                CouplesBatch = inputs.Any(i => i.CouplesBatch),
            };
        }
    }

    /// <inheritdoc/>
    protected override LossTerms Terms(LossScores scores)
    {
        var views = Inputs.Views.Concat(Inputs.OptionalViews).ToDictionary(v => v.Name);
        var parts = Parts.Select((p, k) => (p.Weight, p.Loss.Name, Terms: p.Loss.Compute(Own(p.Loss, k, scores.All))))
            .ToArray();
        return new LossTerms(
            parts.Select(p => p.Weight * p.Terms.Loss).Aggregate((sum, next) => sum + next),
            [.. parts.SelectMany(p => p.Terms.Rewards).DistinctBy(r => r.Key).Select(r => (views[r.Key], r.Value))],
            [.. parts.SelectMany((p, k) => p.Terms.Extras.Select(e => (Prefix(k) + e.Key, e.Value))
                .Prepend(($"loss/{k + 1}-{p.Name}", p.Terms.Loss)))]);
    }

    /// <summary>Equal parts in the same order.</summary>
    public bool Equals(WeightedSum? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);

    private string Prefix(int part) => $"{part + 1}-{Parts[part].Loss.Name}/";

    /// <summary>The scores with a part's running means under the names by which it knows them.</summary>
    private PreferenceScores Own(PreferenceLoss loss, int part, PreferenceScores scores)
    {
        var means = loss.Inputs.RunningMeans.Where(m => scores.Columns.ContainsKey(Prefix(part) + m.Name)).ToArray();
        return means.Length == 0
            ? scores
            : scores.With(means.Select(m => KeyValuePair.Create(m.Name, scores.Columns[Prefix(part) + m.Name])));
    }

    private static List<View> Union(IEnumerable<View> views)
    {
        var union = new List<View>();
        foreach (var view in views)
        {
            var at = union.FindIndex(v => v.Name == view.Name);
            if (at < 0)
                union.Add(view);
            else if (union[at].Answer != view.Answer || union[at].Image != view.Image)
                throw new LossException($"weighted-sum: two parts mean different samples by view '{view.Name}'.");
            else
                union[at] = union[at] with { Gradient = union[at].Gradient || view.Gradient };
        }
        return union;
    }
}

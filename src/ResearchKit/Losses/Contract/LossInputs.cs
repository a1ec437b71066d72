using System.Globalization;

namespace ResearchKit.Losses.Contract;

/// <summary>
/// Everything that determines a loss's value besides its hyper-parameters. The trainer computes this and nothing
/// else; asking for more inside the loss throws.
/// </summary>
/// <param name="Views">
/// The log-probabilities needed. The first is the preferred sample, the second the one that margin and accuracy
/// compare it with.
/// </param>
/// <param name="Reduction">How token log-probabilities become one number.</param>
/// <param name="Reference">
/// Whether the reference model's log-probabilities are needed. If not, no reference model is loaded.
/// </param>
public sealed record LossInputs(IReadOnlyList<View> Views, TokenReduction Reduction, bool Reference)
{
    private static readonly Dictionary<string, Interval> Unlimited = [];

    // What float32 may add to a cosine or to the log of a probability of 1.
    private const double Rounding = 1e-5;

    /// <summary>Views that are used where the scores have them.</summary>
    public IReadOnlyList<View> OptionalViews { get; init; } = [];

    /// <summary>Further numbers per pair, <c>[batch]</c>, by name: a reward-model margin, a cosine.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>
    /// Further numbers per answer, <c>[batch]</c> for every view, by name: a score, a relevance, an advantage.
    /// </summary>
    public IReadOnlyList<string> AnswerColumns { get; init; } = [];

    /// <summary>
    /// Further numbers per token, <c>[batch, tokens]</c> for every view, by name. <see cref="TokenColumn"/> lists the
    /// names with a meaning, of which the model computes some from its logits, with their gradient.
    /// </summary>
    public IReadOnlyList<string> TokenColumns { get; init; } = [];

    /// <summary>
    /// What the numbers of a column may be, by its name; any finite number where it is not named. The token columns
    /// with a meaning have their ranges from <see cref="TokenColumn.RangeOf"/>.
    /// </summary>
    public IReadOnlyDictionary<string, Interval> Ranges { get; init; } = Unlimited;

    /// <summary>Batch statistics whose mean over the training so far the trainer hands in as columns.</summary>
    public IReadOnlyList<RunningMean> RunningMeans { get; init; } = [];

    /// <summary>Whether token counts are needed; a mean over tokens always needs them.</summary>
    public bool Tokens { get; init; } = Reduction == TokenReduction.Mean;

    /// <summary>
    /// Whether the <c>[batch, tokens]</c> log-probabilities are needed; a weighted reduction and token columns always
    /// need them.
    /// </summary>
    public bool PerToken
    {
        get => field || TokenColumns.Count > 0;
        init;
    } = Reduction == TokenReduction.Weighted;

    /// <summary>Whether a pair may lack some of the views, as in data labeled one answer at a time.</summary>
    public bool Unpaired { get; init; }

    /// <summary>
    /// Whether one pair's loss depends on the other pairs of its batch (a batch statistic). Then a batch of eight is
    /// not the mean of eight batches of one, and gradient accumulation changes the result.
    /// </summary>
    public bool CouplesBatch { get; init; }

    /// <summary>Required and optional views together.</summary>
    public IEnumerable<View> AllViews => Views.Concat(OptionalViews);

    /// <summary>What the numbers of a declared column may be; null for any finite number.</summary>
    public Interval? RangeOf(string column) => Ranges.TryGetValue(column, out var range) ? range
        : TokenColumns.Contains(column) ? TokenColumn.RangeOf(column)
        : null;

    /// <summary>What is wrong with a number in a declared column, in words; null if nothing is.</summary>
    /// <param name="column">The column.</param>
    /// <param name="value">The number.</param>
    public string? Problem(string column, double value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) return $"{text} is not a finite number";
        if (RangeOf(column) is not { } range) return null;
        var rounded = range with { Low = range.Low - Rounding, High = range.High + Rounding };
        return rounded.Contains(value) ? null : $"{text} is outside its range {range}";
    }
}

using System.Text.Json;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Json;

namespace ResearchKit.Losses.Contract;

/// <summary>
/// A preference-optimization objective: a pure function from log-probabilities to a loss per pair. A loss is one
/// sealed record in one file; its constructor parameters are its hyper-parameters, each with a
/// <see cref="HyperParameterAttribute"/>, and a <see cref="MethodAttribute"/> puts it in the <see
/// cref="LossCatalogue"/>. It holds no state, knows no model, device or log, and changes its behavior only by being
/// wrapped.
/// </summary>
/// <example><code>
/// [Method("dpo", Paper = "...", Equation = "-log s(b h)", Where = "Eq. 7", ArXiv = "2305.18290")]
/// public sealed record MyLoss([HyperParameter("b", "(0, inf)")] double Beta = 0.1) : PreferenceLoss
/// {
///     public override LossInputs Inputs => new([View.Chosen, View.Rejected], TokenReduction.Sum, Reference: true);
///
///     protected override LossTerms Terms(LossScores scores) { ... }
/// }
/// </code></example>
public abstract record PreferenceLoss
{
    // The instance whose values were checked: a copy made by `with` carries its original here and is checked again.
    private PreferenceLoss? _validated;

    /// <summary>Checks the hyper-parameters against their declared ranges.</summary>
    /// <exception cref="LossException">A hyper-parameter is outside its range.</exception>
    /// <remarks>A record sets its properties before it calls this constructor, so they can be checked here.</remarks>
    protected PreferenceLoss() => HyperParameter.Validate(this);

    /// <summary>The views, the reduction over tokens and the reference that determine the loss's value.</summary>
    public abstract LossInputs Inputs { get; }

    /// <summary>The name in catalogue, command line and JSON, e.g. <c>adavip</c>.</summary>
    public string Name => MethodAttribute.NameOf(GetType());

    /// <summary>Loss, rewards and named extras of a batch. Pure: the same scores give the same bits.</summary>
    /// <param name="scores">Log-probabilities per view; views that the loss does not declare are not read.</param>
    /// <exception cref="LossException">
    /// A declared view, reference, column or token count is missing, a log-probability is positive, or a number of a
    /// column is outside its range.
    /// </exception>
    public LossTerms Compute(PreferenceScores scores)
    {
        if (!ReferenceEquals(_validated, this))
            HyperParameter.Validate(this);
        _validated = this;
        var declared = Declared(scores);
        LogProbabilities.Check(Name, Inputs, scores);
        ColumnValues.Check(Name, Inputs, scores);
        var terms = Terms(declared);
        if (terms.Loss.dim() != 1 || terms.Loss.shape[0] != scores.Batch)
            throw new LossException($"{Name} returned a loss of shape {PreferenceScores.Shape(terms.Loss)}; "
                + $"one value per pair, [{scores.Batch}], is expected.");
        return terms;
    }

    /// <summary>What the loss sees of the scores: what it declares.</summary>
    /// <exception cref="LossException">A declared view or column is missing.</exception>
    public LossScores Declared(PreferenceScores scores) => new(Name, Inputs, scores);

    /// <summary>The formula.</summary>
    /// <param name="scores">The declared views, reduced over tokens as declared.</param>
    protected abstract LossTerms Terms(LossScores scores);

    /// <summary>The record as JSON: <c>{"loss":"dpo","beta":0.1,"label_smoothing":0}</c>.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LossJson.Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote; the loss may be defined in any loaded assembly.</summary>
    /// <exception cref="LossException">The name or a setting is unknown, or a value is outside its range.</exception>
    public static PreferenceLoss FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<PreferenceLoss>(json, LossJson.Options)
                ?? throw new LossException("A loss is expected, the JSON is null.");
        }
        catch (JsonException e)
        {
            throw new LossException($"Not a loss in JSON: {JsonProblem.Text(e)}.");
        }
    }

    /// <summary>Losses of one type with equal hyper-parameters are equal.</summary>
    public virtual bool Equals(PreferenceLoss? other) =>
        other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Name and hyper-parameters: <c>dpo(beta=0.1, label_smoothing=0)</c>.</summary>
    public sealed override string ToString() =>
        $"{Name}({string.Join(", ", HyperParameter.Of(GetType()).Select(p => $"{p.Name}={p.Text(this)}"))})";
}

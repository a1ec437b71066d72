using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Contract;

/// <summary>
/// The part of the scores that one loss has declared, reduced over tokens as it has declared. This is all a loss
/// sees, so a formula cannot use a number that its trainer would not compute.
/// </summary>
public sealed class LossScores
{
    private readonly string _loss;
    private readonly LossInputs _inputs;

    internal LossScores(string loss, LossInputs inputs, PreferenceScores scores)
    {
        (_loss, _inputs, All) = (loss, inputs, scores);
        foreach (var view in inputs.Views)
        {
            if (!scores.Views.TryGetValue(view.Name, out var found))
                throw new LossException($"{loss} needs view '{view.Name}' ({view.Answer} answer, {view.Image} image); "
                    + $"the scores have {List(scores.Views.Keys)}.");
            foreach (var column in inputs.AnswerColumns)
                if (!found.Columns.ContainsKey(column))
                    throw new LossException($"{loss} needs '{column}' of the answer of view '{view.Name}'; the scores "
                        + $"have {List(found.Columns.Keys)}.");
            foreach (var column in inputs.TokenColumns)
                if (found.ByToken?.Columns.ContainsKey(column) != true)
                    throw new LossException($"{loss} needs token column '{column}' of view '{view.Name}'; the scores "
                        + $"have {List(found.ByToken?.Columns.Keys ?? [])}.");
        }
        foreach (var column in inputs.Columns)
            if (!scores.Columns.ContainsKey(column))
                throw new LossException(
                    $"{loss} needs column '{column}'; the scores have {List(scores.Columns.Keys)}.");
    }

    /// <summary>The scores as they came, for losses that wrap other losses.</summary>
    public PreferenceScores All { get; }

    /// <summary>Number of rows.</summary>
    public long Batch => All.Batch;

    /// <summary>The log-probabilities of a declared view.</summary>
    /// <exception cref="LossException">The loss does not declare this view, or the scores lack it.</exception>
    public LossView this[View view]
    {
        get
        {
            var declared = Declared(view.Name) ?? throw new LossException(
                $"{_loss} asks for view '{view.Name}', which it does not declare. Declared: "
                + $"{List(_inputs.AllViews.Select(v => v.Name))}. Add it to Inputs.");
            if (!All.Views.TryGetValue(view.Name, out var scores))
                throw new LossException(
                    $"{_loss}: the scores lack the optional view '{view.Name}'; test with Has first.");
            return new LossView(_loss, declared, _inputs, scores);
        }
    }

    /// <summary>Whether the scores hold a declared optional view.</summary>
    public bool Has(View view) => Declared(view.Name) is not null && All.Views.ContainsKey(view.Name);

    /// <summary>
    /// A declared column or running mean, <c>[batch]</c>. Without a trainer a running mean is that of this batch.
    /// </summary>
    /// <exception cref="LossException">The loss does not declare this column.</exception>
    public Tensor Column(string name) => _inputs.Columns.Contains(name)
        ? All.Columns[name]
        : _inputs.RunningMeans.FirstOrDefault(m => m.Name == name) is { } mean
        ? All.Columns.TryGetValue(name, out var known) ? known : mean.OfBatch(this).detach().mean().expand(Batch)
        : throw new LossException($"{_loss} asks for column '{name}', which it does not declare. Add it to Inputs.");

    private View? Declared(string name) =>
        _inputs.AllViews.FirstOrDefault(v => v.Name == name);

    private static string List(IEnumerable<string> names)
    {
        var quoted = names.Select(n => $"'{n}'").ToArray();
        return quoted.Length == 0 ? "none" : string.Join(", ", quoted);
    }
}

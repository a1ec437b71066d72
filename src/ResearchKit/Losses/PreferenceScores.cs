using ResearchKit.Losses.Contract;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>What the models say about a batch of preference examples: the input of every loss.</summary>
/// <example><code>
/// var scores = new PreferenceScores(new()
/// {
///     ["chosen"] = ViewScores.Of(policy: [-1.0], reference: [-2.0]),
///     ["rejected"] = ViewScores.Of(policy: [-3.0], reference: [-2.5]),
/// });
/// var terms = new DpoLoss(Beta: 0.1).Compute(scores);
/// </code></example>
public sealed class PreferenceScores
{
    /// <summary>Collects scores by view name, and further per-pair numbers by column name.</summary>
    /// <exception cref="LossException">
    /// A shape does not fit: everything is <c>[batch]</c> with one batch size.
    /// </exception>
    public PreferenceScores(Dictionary<string, ViewScores> views, Dictionary<string, Tensor>? columns = null)
    {
        if (views.Count == 0)
            throw new LossException("The scores hold no view. Give at least 'chosen' and 'rejected'.");
        Views = views;
        Columns = columns ?? [];
        var first = views.First();
        if (first.Value.Policy.dim() != 1)
            throw new LossException($"View '{first.Key}': policy log-probabilities have shape "
                + $"{Shape(first.Value.Policy)}; [batch] is expected.");
        Batch = first.Value.Policy.shape[0];
        foreach (var (name, view) in views)
            Check(name, view);
        foreach (var (name, column) in Columns)
            Check(column, $"Column '{name}'");
    }

    /// <summary>Number of rows (pairs, or single answers in unpaired data).</summary>
    public long Batch { get; }

    /// <summary>The views by name.</summary>
    public IReadOnlyDictionary<string, ViewScores> Views { get; }

    /// <summary>Further numbers per pair, <c>[batch]</c>, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Columns { get; }

    /// <summary>
    /// Whether positive numbers are right: for scores that are no log-probabilities, or that a model computed itself.
    /// Else a loss rejects them: negative log-likelihoods taken for log-probabilities turn every preference round.
    /// </summary>
    public bool AllowPositive { get; init; }

    /// <summary>The same views with further columns, which replace those of the same name.</summary>
    public PreferenceScores With(IEnumerable<KeyValuePair<string, Tensor>> columns)
    {
        var all = Columns.ToDictionary();
        foreach (var (name, values) in columns)
            all[name] = values;
        return new PreferenceScores(Views.ToDictionary(), all) { AllowPositive = AllowPositive };
    }

    private void Check(string name, ViewScores view)
    {
        Check(view.Policy, $"View '{name}': policy");
        Check(view.Reference, $"View '{name}': reference");
        Check(view.Tokens, $"View '{name}': tokens");
        Check(view.Present, $"View '{name}': present");
        foreach (var (column, values) in view.Columns)
            Check(values, $"View '{name}': column '{column}'");
        if (view.ByToken is not { } tokens)
            return;
        foreach (var (column, values) in tokens.Columns)
            if (!values.shape.AsSpan().SequenceEqual(tokens.Policy.shape))
                throw new LossException($"View '{name}': token column '{column}' has shape {Shape(values)}; "
                    + $"[batch, tokens] = {Shape(tokens.Policy)} is expected.");
    }

    private void Check(Tensor? values, string what)
    {
        if (values is not null && (values.dim() != 1 || values.shape[0] != Batch))
            throw new LossException($"{what} has shape {Shape(values)}; [batch] = [{Batch}] is expected.");
    }

    internal static string Shape(Tensor values) => $"[{string.Join(", ", values.shape)}]";
}

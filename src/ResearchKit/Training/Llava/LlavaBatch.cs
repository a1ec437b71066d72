using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>Examples that are scored together.</summary>
/// <param name="examples">The examples, at least one.</param>
public sealed class LlavaBatch(IReadOnlyList<PreferenceExample> examples) : IPreferenceBatch
{
    /// <summary>The examples.</summary>
    public IReadOnlyList<PreferenceExample> Examples { get; } = examples;

    /// <inheritdoc/>
    public Tensor? Weights => null;

    /// <inheritdoc/>
    public Tensor? Column(string name) => Examples.All(e => e.Columns.ContainsKey(name))
        ? tensor(Examples.Select(e => (float)e.Columns[name]).ToArray())
        : null;

    /// <summary>Whether every example has what a view needs.</summary>
    public bool Offers(View view) => Examples.All(e => e.Offers(Answering(view)));

    /// <summary>
    /// A view that takes another example's answer takes it from the next example, which answers another question.
    /// </summary>
    internal static View Answering(View view) =>
        view.Answer == View.Mismatched.Answer ? view with { Answer = View.ChosenAnswer } : view;
}

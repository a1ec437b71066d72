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

    /// <inheritdoc/>
    public Tensor? AnswerColumn(View view, string name) =>
        Examples.All(e => e.AnswerColumns.ContainsKey((view.Answer, name)))
            ? tensor(Examples.Select(e => (float)e.AnswerColumns[(view.Answer, name)]).ToArray())
            : null;

    /// <inheritdoc/>
    public Tensor? TokenColumn(View view, string name)
    {
        if (!Examples.All(e => e.TokenColumns.ContainsKey((view.Answer, name)))) return null;
        var rows = Examples.Select(e => e.TokenColumns[(view.Answer, name)]).ToArray();
        var width = rows.Max(r => r.Length);
        var values = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++) rows[i].CopyTo(values, i * width);
        return tensor(values).view(rows.Length, width);
    }

    /// <summary>Whether every example has what a view needs.</summary>
    public bool Offers(View view) => Examples.All(e => e.Offers(Answering(view)));

    /// <summary>
    /// A view that takes another example's answer takes it from the next example, which answers another question.
    /// </summary>
    internal static View Answering(View view) =>
        view.Answer == View.Mismatched.Answer ? view with { Answer = View.ChosenAnswer } : view;
}

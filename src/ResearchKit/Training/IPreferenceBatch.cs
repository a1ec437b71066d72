using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>
/// Preference examples that are scored together, with the numbers that come as data: what a loss declares in
/// <see cref="LossInputs"/> and no model computes. A batch that has none of them implements <see cref="Weights"/>
/// alone.
/// </summary>
public interface IPreferenceBatch
{
    /// <summary>
    /// The share of each pair in the batch's loss, <c>[batch]</c>, summing to 1; null means the plain mean.
    /// </summary>
    Tensor? Weights { get; }

    /// <summary>A number per pair, <c>[batch]</c>; null if the data lacks it.</summary>
    Tensor? Column(string name) => null;

    /// <summary>
    /// A number per answer: that of the view's answer in each row, <c>[batch]</c>; null if the data lacks it.
    /// </summary>
    Tensor? AnswerColumn(View view, string name) => null;

    /// <summary>A number per token of the view's answers, <c>[batch, tokens]</c>; null if the data lacks it.</summary>
    Tensor? TokenColumn(View view, string name) => null;
}

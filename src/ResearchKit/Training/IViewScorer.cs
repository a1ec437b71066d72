using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Training;

/// <summary>A model as preference training sees it: something that scores views.</summary>
/// <typeparam name="TBatch">The examples it reads.</typeparam>
public interface IViewScorer<in TBatch>
{
    /// <summary>Whether the batch holds what a view needs: the answer, and the image it is conditioned on.</summary>
    bool Offers(TBatch batch, View view);

    /// <summary>Log-probabilities of all given views, in one pass of the model.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="views">The views to score, each offered by the batch.</param>
    /// <param name="inputs">
    /// What the loss declares besides. Token counts only if <see cref="LossInputs.Tokens"/>; token log-probabilities
    /// and their mask only if <see cref="LossInputs.PerToken"/>; of <see cref="LossInputs.TokenColumns"/> those that a
    /// model computes (<see cref="TokenColumn.IsComputed"/>): divergences as
    /// <see cref="ViewLogProbabilities.Distributions"/>, the others, as far as this model has them, in
    /// <see cref="ViewLogProbabilities.Columns"/>.
    /// </param>
    /// <returns>One entry per view, in the order of <paramref name="views"/>.</returns>
    IReadOnlyList<ViewLogProbabilities> Score(TBatch batch, IReadOnlyList<View> views, LossInputs inputs);
}

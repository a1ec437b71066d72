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
    /// <param name="inputs">What the loss declares besides: token counts and token log-probabilities only if asked.</param>
    /// <returns>One entry per view, in the order of <paramref name="views"/>.</returns>
    IReadOnlyList<ViewLogProbabilities> Score(TBatch batch, IReadOnlyList<View> views, LossInputs inputs);
}

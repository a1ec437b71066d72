using ResearchKit.Datasets;
using static TorchSharp.torch;

namespace ResearchKit.Pairs.Vision.Learned.Training;

/// <summary>A loss on numbered samples.</summary>
internal interface ITrainingObjective
{
    /// <summary>How many samples there are.</summary>
    int Count { get; }

    /// <summary>The loss of a batch.</summary>
    /// <param name="batch">The samples' numbers.</param>
    /// <param name="draws">Decides what is asked of the samples.</param>
    Tensor Loss(ReadOnlySpan<int> batch, SeededDraws draws);
}

using static TorchSharp.torch;

namespace ResearchKit.Training;

/// <summary>Preference examples that are scored together.</summary>
public interface IPreferenceBatch
{
    /// <summary>
    /// The share of each pair in the batch's loss, <c>[batch]</c>, summing to 1; null means the plain mean.
    /// </summary>
    Tensor? Weights { get; }
}

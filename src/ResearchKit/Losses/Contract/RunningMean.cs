using TorchSharp;

namespace ResearchKit.Losses.Contract;

/// <summary>
/// A statistic of a batch whose mean over the batches so far, this one included, a loss reads as a column. The trainer
/// keeps the mean, so the loss stays a pure function; without a trainer the mean is that of the batch itself, which is
/// what the first step of a training sees.
/// </summary>
/// <param name="Name">Name of the column.</param>
/// <param name="OfBatch">The batch's numbers, of any shape; their mean counts.</param>
/// <param name="Momentum">
/// What remains of the old mean at each batch, in [0, 1); null if all batches weigh the same.
/// </param>
public sealed record RunningMean(string Name, Func<LossScores, torch.Tensor> OfBatch, double? Momentum = null);

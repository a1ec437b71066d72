namespace ResearchKit.Training;

/// <summary>Where a trainer gets its batches from.</summary>
/// <typeparam name="TBatch">What the model scores.</typeparam>
public interface IBatchSource<out TBatch>
{
    /// <summary>
    /// The batch of the next step. Called once per step, in order; the sequence depends on the source's seed alone.
    /// </summary>
    TBatch Next();
}

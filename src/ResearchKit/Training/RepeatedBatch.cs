namespace ResearchKit.Training;

/// <summary>The same batch at every step: gradient descent on a fixed loss.</summary>
/// <typeparam name="TBatch">What the model scores.</typeparam>
/// <param name="Batch">The batch.</param>
public sealed record RepeatedBatch<TBatch>(TBatch Batch) : IBatchSource<TBatch>
{
    /// <inheritdoc/>
    public TBatch Next() => Batch;
}

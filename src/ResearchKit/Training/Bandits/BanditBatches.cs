using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>The batches of a bandit training: all pairs at every step, or shuffled mini-batches.</summary>
public sealed class BanditBatches : IBatchSource<BanditBatch>
{
    private readonly BanditPreferences _data;
    private readonly ScalarType _dtype;
    private readonly int _size;
    private readonly SeededDraws? _draws;
    private readonly BanditBatch? _full;
    private int[] _order = [];
    private int _next;

    private BanditBatches(BanditPreferences data, ScalarType dtype, int size, SeededDraws? draws)
    {
        (_data, _dtype, _size, _draws) = (data, dtype, size, draws);
        if (draws is null)
            _full = new BanditBatch(data.Pairs, data.Responses, data.IsUniform ? null : data.Weights, dtype);
    }

    /// <summary>Every pair at every step: gradient descent on the loss over the whole data.</summary>
    /// <param name="data">The comparisons.</param>
    /// <param name="dtype">Type of the policy's parameters.</param>
    public static BanditBatches Full(BanditPreferences data, ScalarType dtype) => new(data, dtype, 0, null);

    /// <summary>
    /// Mini-batches: each epoch visits the pairs in a new random order; a last batch that is not full is dropped.
    /// </summary>
    /// <param name="data">The comparisons; they must weigh the same.</param>
    /// <param name="dtype">Type of the policy's parameters.</param>
    /// <param name="size">Pairs per batch, from 1 to the number of pairs.</param>
    /// <param name="draws">Where the order comes from.</param>
    public static BanditBatches Shuffled(BanditPreferences data, ScalarType dtype, int size, SeededDraws draws)
    {
        if (size < 1 || size > data.Pairs.Count)
            throw new ArgumentOutOfRangeException(
                nameof(size), size, $"Must be from 1 to the number of pairs, {data.Pairs.Count}.");
        if (!data.IsUniform)
            throw new ArgumentException("Mini-batches need pairs of equal weight; train on all of them.", nameof(data));
        return new(data, dtype, size, draws);
    }

    /// <inheritdoc/>
    public BanditBatch Next()
    {
        if (_full is not null)
            return _full;
        if (_next + _size > _order.Length)
        {
            _order = _draws!.Permutation(_data.Pairs.Count);
            _next = 0;
        }
        BanditPair[] pairs = [.. _order.AsSpan(_next, _size).ToArray().Select(i => _data.Pairs[i])];
        _next += _size;
        return new BanditBatch(pairs, _data.Responses, null, _dtype);
    }
}

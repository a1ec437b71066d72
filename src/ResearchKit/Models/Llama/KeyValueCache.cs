using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>
/// Keys and values of the tokens that a decoder has seen, per layer and row. Every row has its own length and its
/// tokens stand at slots 0, 1, 2, ... whatever the other rows do, so that a row's numbers do not depend on its batch.
/// </summary>
public sealed class KeyValueCache : IDisposable
{
    private readonly Tensor[] _keys;
    private readonly Tensor[] _values;

    /// <summary>An empty cache.</summary>
    /// <param name="config">The decoder's sizes.</param>
    /// <param name="rows">Sequences in the batch.</param>
    /// <param name="capacity">Most tokens per row.</param>
    /// <param name="dtype">Type of the decoder's parameters.</param>
    /// <param name="device">Where the decoder computes; null for the CPU.</param>
    public KeyValueCache(
        LlamaConfig config, int rows, int capacity, ScalarType dtype = ScalarType.Float32, Device? device = null)
    {
        (Capacity, Lengths) = (capacity, new int[rows]);
        _keys = Slots();
        _values = Slots();

        Tensor[] Slots() => [.. Enumerable.Range(0, config.Layers).Select(_ =>
            zeros([rows, capacity, config.KeyValueHeads * (long)config.HeadSize], dtype, device)
                .DetachFromDisposeScope())];
    }

    /// <summary>Most tokens per row.</summary>
    public int Capacity { get; }

    /// <summary>Tokens held per row.</summary>
    public int[] Lengths { get; private set; }

    /// <summary>Writes keys and values, <c>[rows, tokens, heads * width]</c>, and returns all that the layer
    /// holds.</summary>
    internal (Tensor Keys, Tensor Values) Append(int layer, int used, Tensor keys, Tensor values)
    {
        return (Write(_keys[layer], keys), Write(_values[layer], values));

        Tensor Write(Tensor all, Tensor added)
        {
            var tokens = added.shape[1];
            for (var row = 0; row < Lengths.Length; row++)
                all.select(0, row).narrow(0, Lengths[row], tokens).copy_(added.select(0, row));
            return all.narrow(1, 0, used);
        }
    }

    /// <summary>Keeps the given rows, in that order; a row may be taken several times (beam search).</summary>
    public void Select(IReadOnlyList<int> rows)
    {
        using var scope = NewDisposeScope();
        var index = tensor(rows.Select(r => (long)r).ToArray(), device: _keys[0].device);
        foreach (var set in (Tensor[][])[_keys, _values])
            for (var i = 0; i < set.Length; i++)
            {
                var kept = set[i].index_select(0, index).DetachFromDisposeScope();
                set[i].Dispose();
                set[i] = kept;
            }
        Lengths = [.. rows.Select(r => Lengths[r])];
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (var tensor in _keys.Concat(_values)) tensor.Dispose();
    }
}

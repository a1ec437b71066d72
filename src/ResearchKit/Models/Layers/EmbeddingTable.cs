using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>A table of vectors, one per token or position.</summary>
public sealed class EmbeddingTable : nn.Module<Tensor, Tensor>
{
    internal EmbeddingTable(WeightInit init, long rows, long width) : base(nameof(EmbeddingTable))
    {
        Weight = init.Normal(rows, width);
        register_parameter("weight", Weight);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Parts have the names of checkpoints, given above; TorchSharp would add the fields' names.
    }

    /// <summary>The table, <c>[rows, width]</c>.</summary>
    public Parameter Weight { get; }

    /// <summary>The rows of the given numbers, int64 <c>[...]</c> on any device, to <c>[..., width]</c>.</summary>
    public override Tensor forward(Tensor input) =>
        Weight.index_select(0, input.to(Weight.device).reshape(-1)).view([.. input.shape, Weight.shape[1]]);
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>LoRA's change of a frozen matrix, (alpha / rank) B A (Hu et al., arXiv 2106.09685, section 4.1).</summary>
/// <param name="Down">A, <c>[rank, inputs]</c>.</param>
/// <param name="Up">B, <c>[outputs, rank]</c>; zero at the start, so that the model starts unchanged.</param>
/// <param name="Scaling">alpha / rank.</param>
public sealed record LowRankUpdate(Parameter Down, Parameter Up, double Scaling)
{
    /// <summary>What is added to the frozen layer's output, <c>[..., outputs]</c>.</summary>
    /// <param name="input"><c>[..., inputs]</c>.</param>
    public Tensor Apply(Tensor input) =>
        nn.functional.linear(nn.functional.linear(input, Down), Up) * Scaling;
}

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>
/// How new weights are drawn: normal with one standard deviation (Hugging Face's <c>initializer_range</c>), all from
/// one generator, so that they depend on its seed alone. Without a generator weights are zero, to be loaded from a
/// file.
/// </summary>
/// <param name="StandardDeviation">Standard deviation of matrices; biases start at 0, gains at 1.</param>
/// <param name="Generator">Where the numbers come from; null for a model that is loaded.</param>
/// <param name="Dtype">Type of all parameters.</param>
/// <param name="Device">Where they live; what is drawn is drawn on the CPU, the same for every device.</param>
internal sealed record WeightInit(
    double StandardDeviation, Generator? Generator, ScalarType Dtype = ScalarType.Float32, Device? Device = null)
{
    public Parameter Normal(params long[] shape)
    {
        using var off = no_grad();
        return new Parameter(Generator is null
            ? zeros(shape, Dtype, Device)
            : (randn(shape, Dtype, generator: Generator) * StandardDeviation).to(Device ?? CPU));
    }

    public Parameter Zeros(params long[] shape) => new(zeros(shape, Dtype, Device));

    public Parameter Ones(params long[] shape) => new(ones(shape, Dtype, Device));
}

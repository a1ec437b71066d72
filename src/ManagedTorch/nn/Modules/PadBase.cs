using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What modules that add a border share.</summary>
public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
{
    private readonly PaddingModes _mode;

    private protected PadBase(string name, PaddingModes mode, double value, params long[] padding) : base(name) =>
        (_mode, this.value, this.padding) = (mode, value, padding);

    /// <summary>The input with its border of <see cref="padding"/>.</summary>
    public override Tensor forward(Tensor input) => nn.functional.pad(input, padding, _mode, value);

    /// <summary>Pairs (before, after), the last dimension first.</summary>
    public long[] padding { get; set; }

    /// <summary>What a constant border holds.</summary>
    public double value { get; set; }
}

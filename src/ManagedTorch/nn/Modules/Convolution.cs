using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions of any dimension share: weight [outputs, inputs / groups, kernel...] (a transpose has
/// inputs first), bias [outputs], sizes.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    /// <summary>The bias behind <see cref="bias"/>.</summary>
    protected Parameter? _bias;
    /// <summary>The weight behind <see cref="weight"/>.</summary>
    protected Parameter? _weight;

    private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride,
        long[]? padding,
        Padding? padding_type, long[] dilation, bool transposed, long[] output_padding, long groups, bool bias,
        PaddingModes padding_mode, Device? device, ScalarType? dtype) : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException(
                $"{name}: {in_channels} input and {out_channels} output channels must be multiples of the " +
                $"groups, {groups}.");
        (this.in_channels, this.out_channels, this.groups, this.padding_mode) =
            (in_channels, out_channels, groups, padding_mode);
        (this.kernel_size, this.stride, this.padding, this.padding_type, this.dilation) =
            (kernel_size, stride, padding, padding_type, dilation);
        (this.transposed, this.output_padding) = (transposed, output_padding);
        _weight =
            new Parameter(
                empty(transposed ? [in_channels, out_channels / groups, .. kernel_size]
                    : [out_channels, in_channels / groups, .. kernel_size], dtype: dtype, device: device));
        _bias = bias ? new Parameter(empty(out_channels, dtype: dtype, device: device)) : null;
        reset_parameters();
        OwnParameter(nameof(weight), _weight);
        if (_bias is not null) OwnParameter(nameof(bias), _bias);
    }

    /// <summary>Draws weight and bias from U(-1/√fan in, 1/√fan in), as PyTorch does.</summary>
    public void reset_parameters()
    {
        nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
        if (_bias is null) return;
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(_bias, -bound, bound);
    }

    /// <summary>[out_channels, in_channels / groups, kernel...]; of a transpose, [in_channels, out_channels / groups,
    /// kernel...].</summary>
    public Parameter weight
    {
        get => _weight!;
        set => ReplaceParameter(nameof(weight), _weight = value);
    }

    /// <summary>[out_channels]; null where there is none.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => ReplaceParameter(nameof(bias), _bias = value);
    }

    /// <summary>The number of channels of the input.</summary>
    public long in_channels { get; }

    /// <summary>The number of channels of the result.</summary>
    public long out_channels { get; }

    /// <summary>The size of the kernel, one number for each spatial dimension.</summary>
    public long[] kernel_size { get; set; }

    /// <summary>The step of the kernel, one number for each spatial dimension.</summary>
    public long[] stride { get; set; }

    /// <summary>What is added at each side of each spatial dimension; null where <see cref="padding_type"/> says
    /// it.</summary>
    public long[]? padding { get; }

    /// <summary>Padding by name: none, or as much as keeps the size; null where <see cref="padding"/> says
    /// it.</summary>
    public Padding? padding_type { get; }

    /// <summary>The distance between the elements of the kernel, one number for each spatial dimension.</summary>
    public long[] dilation { get; set; }

    /// <summary>The number of groups of channels that are convolved apart from each other.</summary>
    public long groups { get; set; }

    /// <summary>What the padding holds: zeros, or a reflected, repeated or circular input.</summary>
    public PaddingModes padding_mode { get; set; }

    /// <summary>Whether this is the transpose of a convolution.</summary>
    public bool transposed { get; }

    /// <summary>What a transpose adds at the far side of its output.</summary>
    public long[] output_padding { get; set; }

    /// <summary>Borders, last dimension first, for the modes that repeat the input.</summary>
    private protected long[] Borders()
    {
        var border = new long[2 * kernel_size.Length];
        for (int d = 0; d < kernel_size.Length; d++)
        {
            long all = padding is { } given ? 2 * given[d] : padding_type == Padding.Same
                ? dilation[d] * (kernel_size[d] - 1) : 0;
            (border[^(2 * d + 2)], border[^(2 * d + 1)]) = (all / 2, all - all / 2);
        }
        return border;
    }
}

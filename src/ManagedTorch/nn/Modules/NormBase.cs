using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What normalizations with running statistics share: scale, shift, and the mean and variance seen so
/// far.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private Parameter? _weight;
    private Parameter? _bias;
    private Tensor? _mean;
    private Tensor? _variance;
    private Tensor? _batches;

    private protected NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats,
        Device? device, ScalarType? dtype, string name)
        : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) =
            (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            OwnParameter(nameof(weight), _weight = new Parameter(ones(num_features, dtype: dtype, device: device)));
            OwnParameter(nameof(bias), _bias = new Parameter(zeros(num_features, dtype: dtype, device: device)));
        }
        if (!track_running_stats) return;
        OwnBuffer(nameof(running_mean), _mean = zeros(num_features, dtype: dtype, device: device));
        OwnBuffer(nameof(running_var), _variance = ones(num_features, dtype: dtype, device: device));
        OwnBuffer(nameof(num_batches_tracked), _batches = zeros(Array.Empty<long>(), dtype: int64, device: device));
    }

    /// <summary>Checks the number of dimensions of the input.</summary>
    protected abstract void ValidateInputDimensions(Tensor input);

    /// <summary>Sets the running mean to 0, the running variance to 1 and the count of batches to 0.</summary>
    public void reset_running_stats()
    {
        using IDisposable _ = no_grad();
        _mean?.zero_();
        _variance?.fill_(1);
        _batches?.zero_();
    }

    /// <summary>Resets the running statistics, and sets weight to 1 and bias to 0.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (_weight is not null) nn.init.ones_(_weight);
        if (_bias is not null) nn.init.zeros_(_bias);
    }

    /// <summary>The scale. A module without <see cref="affine"/> has none, and reading it is an error.</summary>
    public Parameter weight
    {
        get => _weight
            ?? throw new InvalidOperationException($"This {GetName()} was made with affine: false; it has no weight.");
        set => ReplaceParameter(nameof(weight), _weight = value);
    }

    /// <summary>The shift, [num_features]; null without <see cref="affine"/>.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => ReplaceParameter(nameof(bias), _bias = value);
    }

    /// <summary>The running mean, [num_features]; null without <see cref="track_running_stats"/>.</summary>
    public Tensor? running_mean
    {
        get => _mean;
        set => ReplaceBuffer(nameof(running_mean), _mean = value);
    }

    /// <summary>The running variance, [num_features]; null without <see cref="track_running_stats"/>.</summary>
    public Tensor? running_var
    {
        get => _variance;
        set => ReplaceBuffer(nameof(running_var), _variance = value);
    }

    /// <summary>How many batches the running statistics have seen, an int64 scalar; null without
    /// <see cref="track_running_stats"/>.</summary>
    public Tensor? num_batches_tracked
    {
        get => _batches;
        set => ReplaceBuffer(nameof(num_batches_tracked), _batches = value);
    }

    /// <summary>The number of channels.</summary>
    public long num_features { get; }

    /// <summary>What is added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>The share of the newest batch in the running statistics; null averages all batches alike.</summary>
    public double? momentum { get; set; }

    /// <summary>Whether there are a learned weight and bias.</summary>
    public bool affine { get; }

    /// <summary>Whether there are running statistics, which evaluation uses.</summary>
    public bool track_running_stats { get; }

    private protected Parameter? Scale => _weight;
}

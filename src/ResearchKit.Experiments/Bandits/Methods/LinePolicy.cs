using ResearchKit.Models.Bandits;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Experiments.Bandits.Methods;

/// <summary>
/// A policy that can say one thing only: a discretized normal distribution over responses that lie on a line, with its
/// mean and the logarithm of its width as parameters. It has to choose where a richer policy could have both.
/// </summary>
public sealed class LinePolicy : BanditPolicy
{
    private readonly Parameter mean;
    private readonly Parameter logWidth;
    private readonly Tensor positions;

    /// <summary>A policy around a position.</summary>
    /// <param name="responses">Number of responses, at positions 0, 1, ...</param>
    /// <param name="mean">Its center.</param>
    /// <param name="width">Its standard deviation, above 0.</param>
    public LinePolicy(int responses, double mean, double width) : base(nameof(LinePolicy), 1, responses)
    {
        this.mean = new Parameter(tensor(new[] { mean }));
        logWidth = new Parameter(tensor(new[] { width }).log());
        positions = arange(responses, dtype: float64).DetachFromDisposeScope();
        register_parameter("mean", this.mean);
        register_parameter("log_width", logWidth);
        register_buffer("positions", positions);
    }

    /// <summary>Standard deviation of the normal distribution.</summary>
    public double Width => logWidth.exp().item<double>();

    /// <summary>Its center.</summary>
    public double Mean => mean.item<double>();

    /// <inheritdoc/>
    public override Tensor LogProbabilities() =>
        nn.functional.log_softmax(((positions - mean) / logWidth.exp()).square() / -2, 0).unsqueeze(0);
}

using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>
/// Rotary position embedding (Su et al., arXiv 2104.09864) in the layout of LLaMA's checkpoints at Hugging Face:
/// component i of a head turns with component i + width / 2, by position * theta^(-2 i / width).
/// </summary>
internal sealed class RotaryPositions
{
    private readonly Tensor _cos;
    private readonly Tensor _sin;

    public RotaryPositions(LlamaConfig config, ScalarType dtype, Device? device)
    {
        var half = config.HeadSize / 2;
        double[] cos = new double[config.MaxTokens * half], sin = new double[config.MaxTokens * half];
        for (var i = 0; i < half; i++)
        {
            // As in the reference implementation, wavelength and angle are float32 and the functions exact on them.
            var frequency = (float)(1 / Math.Pow(config.RopeTheta, 2.0 * i / config.HeadSize));
            for (var position = 0; position < config.MaxTokens; position++)
                (sin[position * half + i], cos[position * half + i]) = Math.SinCos(position * frequency);
        }
        _cos = Table(cos);
        _sin = Table(sin);

        Tensor Table(double[] values) =>
            tensor(values).view(config.MaxTokens, half).to_type(dtype).to(device ?? CPU).DetachFromDisposeScope();
    }

    /// <summary>The angles of positions, int64 <c>[batch or 1, tokens]</c>: each <c>[batch or 1, 1, tokens, width /
    /// 2]</c>.</summary>
    public (Tensor Cos, Tensor Sin) At(Tensor positions)
    {
        var flat = positions.reshape(-1);
        return (Rows(_cos), Rows(_sin));

        Tensor Rows(Tensor table) =>
            table.index_select(0, flat).view(positions.shape[0], 1, positions.shape[1], table.shape[1]);
    }

    /// <summary>Turns heads, <c>[batch, heads, tokens, width]</c>.</summary>
    public static Tensor Turn(Tensor x, (Tensor Cos, Tensor Sin) angles)
    {
        var half = x.shape[3] / 2;
        Tensor a = x.narrow(3, 0, half), b = x.narrow(3, half, half);
        return cat([a * angles.Cos - b * angles.Sin, b * angles.Cos + a * angles.Sin], 3);
    }
}

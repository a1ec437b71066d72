using static TorchSharp.torch;

namespace ResearchKit.Models.Layers;

/// <summary>The activations that configurations name.</summary>
public enum Nonlinearity
{
    /// <summary><c>gelu</c>: x Phi(x), exact.</summary>
    Gelu,

    /// <summary><c>quick_gelu</c>: x sigmoid(1.702 x), which CLIP was trained with.</summary>
    QuickGelu,

    /// <summary><c>silu</c>: x sigmoid(x).</summary>
    Silu,
}

internal static class Nonlinearities
{
    public static Activation? Fused(this Nonlinearity activation) => activation switch
    {
        Nonlinearity.Gelu => Activation.Gelu,
        Nonlinearity.Silu => Activation.Silu,
        _ => null,
    };

    public static Tensor Apply(this Nonlinearity activation, Tensor x) => activation switch
    {
        Nonlinearity.Gelu => nn.functional.gelu(x),
        Nonlinearity.QuickGelu => x * (x * 1.702).sigmoid(),
        _ => nn.functional.silu(x),
    };

    public static string Name(this Nonlinearity activation) => activation switch
    {
        Nonlinearity.Gelu => "gelu",
        Nonlinearity.QuickGelu => "quick_gelu",
        _ => "silu",
    };
}

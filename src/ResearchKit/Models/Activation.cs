namespace ResearchKit.Models;

/// <summary>The functions between the two layers of a feed-forward network.</summary>
public enum Activation
{
    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x Phi(x), Phi the normal distribution (Hendrycks and Gimpel, arXiv:1606.08415).</summary>
    Gelu,

    /// <summary>x sigmoid(x), also called swish (Elfwing et al., arXiv:1702.03118).</summary>
    Silu,
}

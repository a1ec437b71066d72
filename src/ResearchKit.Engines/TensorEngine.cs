namespace ResearchKit.Engines;

/// <summary>Who computes behind the API of TorchSharp.</summary>
public enum TensorEngine
{
    /// <summary>The embedded engine in C#, <c>src/ManagedTorch</c>: no native library, the same bits
    /// everywhere.</summary>
    Managed,

    /// <summary>TorchSharp on libtorch: for big models and GPUs. Its package is installed on request.</summary>
    Libtorch,
}

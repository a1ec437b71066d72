using TorchSharp;

namespace ManagedTorch.Core;

/// <summary>What one thread carries along: grad mode, dispose scope, the arena of a running backward pass.</summary>
internal sealed class TorchThread
{
    [ThreadStatic] private static TorchThread? _current;

    internal static TorchThread Current => _current ??= new TorchThread();

    /// <summary>Whether operations on tensors that require a gradient are recorded.</summary>
    internal bool GradEnabled = true;

    internal bool InferenceMode;

    /// <summary>The innermost dispose scope: new tensors join it.</summary>
    internal DisposeScope? Scope;

    /// <summary>Set while a backward pass runs: collects its temporaries instead of the user's scope.</summary>
    internal TensorArena? Arena;
}

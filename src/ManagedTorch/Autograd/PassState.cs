using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>What one backward pass keeps of one node.</summary>
internal struct PassState
{
    /// <summary>The gradient that has arrived so far.</summary>
    internal Tensor? Pending;

    /// <summary>The restricted pass that last looked at the node, and whether it needs it.</summary>
    internal long Mark;

    /// <summary>One more than the position among the inputs whose gradients are asked for; 0 for none.</summary>
    internal int Captured;
}

using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>
/// One recorded operation with one differentiable output. <see cref="Backward"/> turns the gradient of the output into
/// those of the inputs and sends each along its edge. Written with tensor operations it is differentiable itself.
/// </summary>
internal abstract class Node
{
    private static long _clock;

    /// <summary>Order of creation. An operation is younger than everything it used, so youngest first is a topological
    /// order.</summary>
    internal long Sequence;

    /// <summary>What the running backward pass knows of this node; of leaves, which passes on several threads may
    /// share, each pass has its own.</summary>
    internal PassState Pass;

    private Tensor? _retained;

    /// <summary>Where the gradients of the inputs go; null for an input that needs none.</summary>
    internal Node? To0, To1, To2;

    protected Node() => Sequence = Interlocked.Increment(ref _clock);

    protected Node(Node? to0) : this() => To0 = to0;

    protected Node(Node? to0, Node? to1) : this() => (To0, To1) = (to0, to1);

    protected Node(Node? to0, Node? to1, Node? to2) : this() => (To0, To1, To2) = (to0, to1, to2);

    internal virtual int EdgeCount => 3;

    internal virtual Node? GetEdge(int i) => i switch { 0 => To0, 1 => To1, _ => To2 };

    /// <summary>The operation as error messages name it.</summary>
    internal virtual string Name => GetType().Name;

    internal abstract void Backward(Tensor grad);

    /// <summary>
    /// Where the gradient of this node's output belongs in a larger one: who makes it may write it there, and must send
    /// it then. Undefined contents; null if it belongs nowhere, or somebody else writes there.
    /// </summary>
    internal virtual Tensor? GradientDestination(ScalarType dtype) => null;

    /// <summary>Lets go of saved tensors once they are not needed again.</summary>
    internal virtual void ReleaseSaved() { }

    internal void Run(Tensor grad, bool keep)
    {
        Backward(grad);
        if (!keep) ReleaseSaved();
    }

    internal void RetainGrad(Tensor tensor) => _retained = tensor;

    internal void KeepRetained(Tensor grad) => _retained?.SetGradient(grad);

    internal bool HasRetained => _retained is not null;

    /// <summary>Whether this input's gradient is wanted in the running pass.</summary>
    protected static bool NeedsInputGrad(Node? to) => to is not null && Engine.NeedsInputGrad(to);

    protected static void AccumulateGrad(Node? to, Tensor grad)
    {
        if (to is not null) Engine.AccumulateGrad(to, grad);
    }
}

using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>The end of the graph at a leaf: adds what arrives to the leaf's gradient.</summary>
internal sealed class GradAccumulator : Node
{
    private static long _clock;
    private readonly Tensor _leaf;

    internal GradAccumulator(Tensor leaf)
    {
        _leaf = leaf;
        Sequence = -Interlocked.Increment(ref _clock); // after every operation
    }

    internal override int EdgeCount => 0;

    internal Tensor Leaf => _leaf;

    internal override void Backward(Tensor grad)
    {
        // Passes on several threads may end at one leaf.
        lock (_leaf)
        {
            var stored = _leaf.Gradient;
            if (stored is null)
            {
                // A gradient nobody else can see becomes the leaf's own; anything shared is copied.
                var own = Engine.CreatesGraph || (grad._contiguous && grad.IsUnique) ? grad : grad.clone();
                _leaf.SetGradient(own);
            }
            else if (Engine.CreatesGraph) _leaf.SetGradient(stored + grad);
            else stored.AddInto(grad);
        }
    }
}

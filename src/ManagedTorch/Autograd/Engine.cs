using System.Runtime.InteropServices;
using ManagedTorch.Core;
using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>
/// Runs a graph backwards: youngest node first, out of a heap, with no recursion, so depth is limited by memory alone
/// and the order (and with it every bit) depends on nothing but the order of the forward operations.
/// </summary>
internal sealed class Engine
{
    [ThreadStatic] private static Engine? _running;
    [ThreadStatic] private static Engine? _idle;

    private static long _runs;

    private readonly NodeHeap _heap = new();
    private readonly TensorArena _arena = new();
    private readonly Dictionary<Node, PassState> _leaves = [];
    private bool _createGraph;
    private bool _restricted;
    private long _wanted;

    internal static bool CreatesGraph => _running!._createGraph;

    /// <summary>Whether the running pass needs the gradient that would flow into <paramref name="to"/>.</summary>
    internal static bool NeedsInputGrad(Node to) => !_running!._restricted || _running.Of(to).Mark == _running._wanted;

    internal static void AccumulateGrad(Node to, Tensor grad) => _running!.Add(to, grad);

    /// <summary>Accumulates gradients into the leaves below <paramref name="roots"/>, or into <paramref name="inputs"/>
    /// alone.</summary>
    internal static void Backward(IList<Tensor> roots, IList<Tensor>? grads, bool keepGraph, bool createGraph,
        IList<Tensor>? inputs)
    {
        var engine = Take();
        try
        {
            engine.Run(roots, grads, keepGraph, createGraph, inputs, captured: null);
        }
        finally
        {
            _idle = engine;
        }
    }

    /// <summary>Gradients with respect to <paramref name="inputs"/>, null where none flows; no leaf is
    /// touched.</summary>
    internal static Tensor?[] Gradients(IList<Tensor> roots, IList<Tensor> inputs, IList<Tensor>? grads, bool keepGraph,
        bool createGraph)
    {
        var engine = Take();
        var captured = new Tensor?[inputs.Count];
        try
        {
            engine.Run(roots, grads, keepGraph, createGraph, inputs, captured);
        }
        finally
        {
            _idle = engine;
        }
        // Handles made here join the caller's scope; those made inside the pass belong to the pass.
        for (var i = 0; i < captured.Length; i++)
        {
            if (captured[i] is not { } inner) continue;
            captured[i] = inner.AliasInGraph();
            inner.Release();
        }
        return captured;
    }

    private static Engine Take()
    {
        var engine = _idle ?? new Engine();
        _idle = null;
        return engine;
    }

    private void Run(IList<Tensor> roots, IList<Tensor>? grads, bool keepGraph, bool createGraph, IList<Tensor>? inputs,
        Tensor?[]? captured)
    {
        var state = TorchThread.Current;
        var (outer, outerArena, outerGrad) = (_running, state.Arena, state.GradEnabled);
        (_running, state.Arena, state.GradEnabled) = (this, _arena, createGraph);
        _createGraph = createGraph;
        _restricted = false;
        try
        {
            if (inputs is not null) Restrict(roots, inputs);
            Seed(roots, grads);
            if (createGraph) _arena.ForgetFrom(0);
            else _arena.ReleaseFrom(0); // the nodes hold their seeds now
            while (_heap.TryPop(out var node)) Step(node, keepGraph || createGraph, inputs, captured);
        }
        finally
        {
            while (_heap.TryPop(out var node)) Of(node).Pending = null;
            if (inputs is not null) foreach (var input in inputs) if (input.GradientEdgeOrNull is { } edge)
                Of(edge).Captured = 0;
            _leaves.Clear();
            _arena.ForgetFrom(0);
            (_running, state.Arena, state.GradEnabled) = (outer, outerArena, outerGrad);
        }
    }

    private void Step(Node node, bool keep, IList<Tensor>? inputs, Tensor?[]? captured)
    {
        ref var state = ref Of(node);
        var (grad, position) = (state.Pending!, state.Captured - 1);
        state.Pending = null;
        var mark = _arena.Count;
        if (captured is not null)
        {
            if (position >= 0) Capture(node, grad, inputs!, captured);
            if (node is not GradAccumulator) node.Run(grad, keep);
        }
        else
        {
            if (node.HasRetained) node.KeepRetained(grad);
            else if (position >= 0 && node is not GradAccumulator) inputs![position].AccumulateGradient(grad);
            node.Run(grad, keep);
        }
        if (_createGraph)
        {
            _arena.ForgetFrom(mark);
            return;
        }
        grad.Release();
        _arena.ReleaseFrom(mark);
    }

    private static void Capture(Node node, Tensor grad, IList<Tensor> inputs, Tensor?[] captured)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (!ReferenceEquals(inputs[i].GradientEdgeOrNull, node)) continue;
            grad.Retain();
            captured[i] = grad;
        }
    }

    private void Add(Node to, Tensor grad)
    {
        ref var state = ref Of(to);
        if (_restricted && state.Mark != _wanted) return;
        if (state.Pending is not { } pending)
        {
            grad.Retain();
            state.Pending = grad;
            _heap.Push(to);
            return;
        }
        if (!_createGraph && pending._contiguous && pending.IsUnique)
        {
            pending.AddInto(grad);
            return;
        }
        var sum = pending.add(grad);
        sum.Retain();
        Of(to).Pending = sum;
        if (!_createGraph) pending.Release();
    }

    private void Seed(IList<Tensor> roots, IList<Tensor>? grads)
    {
        for (var i = 0; i < roots.Count; i++)
        {
            var root = roots[i];
            var edge = root.GradientEdge
                ?? throw new InvalidOperationException(
                    $"backward: the tensor (shape {Shapes.Text(root._shape)}) does not require a gradient and was " +
                    "not made by recorded operations; set requires_grad on a leaf it depends on.");
            var grad = grads is not null && i < grads.Count ? grads[i] : null;
            if (grad is null)
            {
                if (root._count != 1)
                    throw new InvalidOperationException(
                        "backward: a gradient is made up for scalars only, this tensor has shape " +
                        $"{Shapes.Text(root._shape)}; reduce it first or pass its gradient.");
                grad = ones_like(root);
            }
            else if (!Shapes.Same(grad._shape, root._shape))
                throw new ArgumentException(
                    $"backward: the gradient passed has shape {Shapes.Text(grad._shape)}, the tensor " +
                    $"{Shapes.Text(root._shape)}.");
            Add(edge, grad);
        }
    }

    /// <summary>Marks the nodes on a path from a root to an input; the pass stays on them.</summary>
    private void Restrict(IList<Tensor> roots, IList<Tensor> inputs)
    {
        var seen = 2 * Interlocked.Increment(ref _runs);
        _wanted = seen + 1;
        for (var i = 0; i < inputs.Count; i++)
        {
            var edge = inputs[i].GradientEdge
                ?? throw new InvalidOperationException(
                    $"autograd: input {i} (shape {Shapes.Text(inputs[i]._shape)}) does not require a gradient.");
            ref var state = ref Of(edge);
            if (state.Captured == 0) state.Captured = i + 1;
        }
        var path = new Stack<(Node Node, int Next)>();
        foreach (var root in roots)
        {
            if (root.GradientEdge is not { } top || Of(top).Mark >= seen) continue;
            Visit(ref Of(top), seen);
            path.Push((top, 0));
            while (path.TryPop(out var at))
            {
                if (at.Next == at.Node.EdgeCount)
                {
                    if (Of(at.Node).Mark == _wanted && path.TryPeek(out var parent)) Of(parent.Node).Mark = _wanted;
                    continue;
                }
                path.Push((at.Node, at.Next + 1));
                if (at.Node.GetEdge(at.Next) is not { } next) continue;
                var mark = Of(next).Mark;
                if (mark == _wanted) Of(at.Node).Mark = _wanted;
                if (mark >= seen) continue;
                Visit(ref Of(next), seen);
                path.Push((next, 0));
            }
        }
        _restricted = true;
    }

    private void Visit(ref PassState state, long seen) => state.Mark = state.Captured > 0 ? _wanted : seen;

    /// <summary>This pass's state of a node: on the node itself, but beside it for a leaf, whose node other threads may
    /// use now.</summary>
    private ref PassState Of(Node node)
    {
        if (node is not GradAccumulator) return ref node.Pass;
        return ref CollectionsMarshal.GetValueRefOrAddDefault(_leaves, node, out _);
    }
}

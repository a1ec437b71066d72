using ManagedTorch.Core;
using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>
/// A function of the user's in the graph. Nodes have one output, so each output of the function has a
/// <see cref="FunctionOutput"/>, which leaves its gradient here; this node is older and runs when all have done so.
/// </summary>
internal sealed class FunctionNode : Node
{
    private readonly Node?[] _edges;
    private readonly long[]?[] _inputs;
    private readonly (long[] Shape, ScalarType Dtype)[] _outputs;
    private readonly bool _materialize;
    private readonly Func<List<Tensor>, List<Tensor>> _backward;
    private readonly Action _release;
    private readonly Tensor?[] _grads;

    internal FunctionNode(string name, object[] arguments, List<Tensor> outputs, bool materialize,
        Func<List<Tensor>, List<Tensor>> backward, Action release)
    {
        Name = name;
        (_materialize, _backward, _release) = (materialize, backward, release);
        _edges = Array.ConvertAll(arguments, a => (a as Tensor)?.GradientEdge);
        _inputs = Array.ConvertAll(arguments, a => (a as Tensor)?._shape);
        _outputs = outputs.Select(y => (y._shape, y._dtype)).ToArray();
        _grads = new Tensor?[outputs.Count];
    }

    internal override string Name { get; }

    internal override int EdgeCount => _edges.Length;

    internal override Node? GetEdge(int i) => _edges[i];

    /// <summary>Takes the gradient of one output until this node runs.</summary>
    internal void Leave(int output, Tensor grad)
    {
        grad.Retain();
        _grads[output] = grad;
    }

    internal override void Backward(Tensor grad)
    {
        var held = (Tensor?[])_grads.Clone();
        Array.Clear(_grads);
        var grads = held.Select((g, i) => g ?? (_materialize ? zeros(_outputs[i].Shape, _outputs[i].Dtype) : null!))
            .ToList();
        var results = _backward(grads);
        var count = results.Count;
        while (count > _edges.Length && results[count - 1] is null) count--;
        if (count != _edges.Length)
            throw new InvalidOperationException(
                $"{Name}: backward returned {results.Count} gradients " +
                $"for {_edges.Length} arguments of forward; return null for those that need none.");
        for (var i = 0; i < count; i++)
        {
            if (results[i] is not { } result || _edges[i] is not { } edge) continue;
            if (!Shapes.Same(result._shape, _inputs[i]!))
                throw new InvalidOperationException(
                    $"{Name}: backward returned a gradient of shape {Shapes.Text(result._shape)} for argument {i} of " +
                    $"shape {Shapes.Text(_inputs[i]!)}.");
            if (NeedsInputGrad(edge)) AccumulateGrad(edge, result);
        }
        foreach (var one in held) one?.Release();
    }

    internal override void ReleaseSaved() => _release();
}

/// <summary>One output of a <see cref="FunctionNode"/>.</summary>
internal sealed class FunctionOutput(FunctionNode function, int index) : Node(function)
{
    internal override string Name => function.Name;

    internal override int EdgeCount => 1;

    internal override void Backward(Tensor grad)
    {
        function.Leave(index, grad);
        // what is sent only makes the function run
        AccumulateGrad(function, zeros(Array.Empty<long>(), ScalarType.Float32));
    }
}

using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

/// <summary>Functions on tensors, with PyTorch's names: factories, operations, autograd, modules and
/// optimizers.</summary>
public static partial class torch
{
    /// <summary>Differentiation of recorded operations.</summary>
    public static partial class autograd
    {
        /// <summary>Gradients of the outputs with respect to the inputs, leaving every stored gradient as it
        /// is.</summary>
        /// <exception cref="InvalidOperationException">An input was not used and <paramref name="allow_unused"/> is
        /// false.</exception>
        public static IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs,
            IList<Tensor> grad_outputs = null!, bool retain_graph = false, bool create_graph = false,
            bool allow_unused = false)
        {
            var result = Engine.Gradients(outputs, inputs, grad_outputs, retain_graph, create_graph);
            for (var i = 0; i < result.Length; i++)
                if (result[i] is null && !allow_unused)
                    throw new InvalidOperationException(
                        $"autograd.grad: input {i} (shape {Shapes.Text(inputs[i]._shape)}) was not used by the " +
                        "outputs; pass allow_unused: true to get null for it.");
            return result!;
        }

        /// <summary>Adds the gradients of the tensors, weighted by <paramref name="grad_tensors"/> (needed for those of
        /// more than one element), to every leaf that requires one, or to <paramref name="inputs"/> only. The graph is
        /// kept if <paramref name="retain_graph"/> says so; left out, if <paramref name="create_graph"/>
        /// does.</summary>
        public static void backward(IList<Tensor> tensors, IList<Tensor> grad_tensors = null!,
            bool? retain_graph = null, bool create_graph = false, IList<Tensor> inputs = null!) =>
            Engine.Backward(tensors, grad_tensors, retain_graph ?? create_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, IList<Tensor> grad_tensors = null!, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor> inputs = null!) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <inheritdoc cref="backward(IList{Tensor}, IList{Tensor}, bool?, bool, IList{Tensor})"/>
        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null,
            bool create_graph = false, IList<Tensor> inputs = null!) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);
    }

    public partial class Tensor
    {
        /// <summary>Adds the gradient of this scalar to every leaf that requires one.</summary>
        public void backward() => Engine.Backward([this], null, false, false, null);

        /// <summary>Adds the gradient of this tensor, weighted by <paramref name="grad_tensors"/> (needed for more than
        /// one element), to every leaf that requires one, or to <paramref name="inputs"/> only.</summary>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false,
            IList<Tensor>? inputs = null) =>
            Engine.Backward([this], grad_tensors, retain_graph, create_graph, inputs);
    }
}

using static TorchSharp.torch;

namespace ManagedTorch.Autograd;

/// <summary>How the gradient of a view becomes the gradient of what it shows.</summary>
internal interface IViewRule
{
    string Name { get; }
    Tensor Backward(Tensor grad);

    /// <summary>The view of a gradient of what is shown that is the gradient of the view, if there is one.</summary>
    Tensor? GradientDestination(Tensor whole) => null;
}

internal sealed class ViewNode<TRule>(Node? to, TRule rule) : Node(to) where TRule : IViewRule
{
    internal override string Name => rule.Name;

    internal override int EdgeCount => 1;

    internal override Tensor? GradientDestination(ScalarType dtype) =>
        To0?.GradientDestination(dtype) is { } whole ? rule.GradientDestination(whole) : null;

    internal override void Backward(Tensor grad) => AccumulateGrad(To0, rule.Backward(grad));
}

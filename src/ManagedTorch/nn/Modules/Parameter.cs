using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns: a leaf of autograd that optimizers change in place.</summary>
    public class Parameter : torch.Tensor
    {
        /// <param name="data">The values; the parameter shares their memory if they are contiguous.</param>
        /// <param name="requires_grad">Whether gradients are computed for it.</param>
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(data.is_contiguous() ? data : data.contiguous()) =>
            this.requires_grad = requires_grad;

        /// <summary>Forgets the gradient, or fills it with zeros.</summary>
        internal void ClearGradient(bool setToNone)
        {
            if (setToNone) SetGradient(null);
            else if (Gradient is { } gradient) gradient.detach_().zero_();
        }
    }
}

using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <inheritdoc cref="Modules.Parameter(Tensor, bool)"/>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns: a leaf of autograd that optimizers change in place.</summary>
    public class Parameter : torch.Tensor
    {
        /// <summary>
        /// Takes <paramref name="data"/> over, as TorchSharp does: the parameter has its memory and its place in the
        /// dispose scope, with which it dies unless it is detached; <paramref name="data"/> is disposed. Pass a clone
        /// to keep it.
        /// </summary>
        /// <param name="data">The values, of any shape; what recorded them is forgotten.</param>
        /// <param name="requires_grad">Whether gradients are computed for it.</param>
        /// <exception cref="ObjectDisposedException">The data was disposed, or taken over before.</exception>
        public Parameter(torch.Tensor data, bool requires_grad = true) : base(Contiguous(data)) =>
            this.requires_grad = requires_grad;

        private static torch.Tensor Contiguous(torch.Tensor data)
        {
            if (data.is_contiguous()) return data;
            var scope = data._scope;
            var copy = data.detach().contiguous().DetachFromDisposeScope();
            data.Dispose();
            scope?.Attach(copy);
            return copy;
        }

        /// <summary>Forgets the gradient, or fills it with zeros.</summary>
        internal void ClearGradient(bool setToNone)
        {
            if (setToNone) SetGradient(null);
            else if (Gradient is { } gradient) gradient.detach_().zero_();
        }
    }
}

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>Derivatives of whole functions.</summary>
        public static partial class functional
        {
            /// <summary>All derivatives of the function's result by its argument, [result..., argument...]: one
            /// backward pass for each element of the result.</summary>
            public static Tensor jacobian(Func<Tensor, Tensor> function, Tensor inputs)
            {
                var x = inputs.detach().clone().requires_grad_();
                var y = function(x);
                var flat = y.reshape(-1);
                var rows = new Tensor[flat.numel()];
                for (var i = 0; i < rows.Length; i++)
                    rows[i] = grad([flat[i]], [x], retain_graph: true, allow_unused: true)[0] ?? zeros_like(x);
                return stack(rows).view([.. y._shape, .. x._shape]);
            }
        }
    }
}

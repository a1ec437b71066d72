using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What works on the parameters of a module together: clipping of gradients, and parameters as one
        /// vector.</summary>
        public static partial class utils
        {
            /// <summary>
            /// Scales the gradients of all parameters together so that their norm is at most
            /// <paramref name="max_norm"/>:
            /// by min(1, max_norm / (norm + 1e-6)).
            /// </summary>
            /// <param name="tensors">Parameters; those without a gradient do not count.</param>
            /// <param name="max_norm">The largest norm to leave alone.</param>
            /// <param name="norm_type">The p of the p-norm; infinity is the largest absolute value.</param>
            /// <returns>The norm before.</returns>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm,
                double norm_type = 2.0)
            {
                using IDisposable _ = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Tensor[] gradients = tensors.Select(p => p.Gradient).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                Tensor norms = stack(gradients.Select(g => Norm(g, norm_type)).ToArray(), 0);
                double norm = Norm(norms, norm_type).to_type(ScalarType.Float64).item<double>();
                double scale = Math.Min(1.0, max_norm / (norm + 1e-6));
                foreach (Tensor gradient in gradients) gradient.mul_(scale);
                return norm;
            }

            /// <summary>Limits every element of every gradient to [-clip_value, clip_value].</summary>
            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using IDisposable _ = no_grad();
                foreach (Tensor gradient in tensors.Select(p =>
                    p.Gradient).OfType<Tensor>()) gradient.clamp_(-clip_value, clip_value);
            }

            /// <summary>All values in one vector, parameter after parameter.</summary>
            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors) =>
                cat(tensors.Select(p => p.reshape(-1)).ToArray(), 0);

            /// <summary>
            /// The inverse of <see cref="parameters_to_vector"/>: copies the parts of a vector into the parameters.
            /// </summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using IDisposable _ = no_grad();
                Parameter[] parameters = tensors.ToArray();
                long total = parameters.Sum(p => p.numel());
                if (vec.dim() != 1 || vec.shape[0] != total)
                    throw new ArgumentException(
                        $"The parameters have {total} elements; the vector's shape " +
                        $"is [{string.Join(", ", vec.shape)}].", nameof(vec));
                long start = 0;
                foreach (Parameter parameter in parameters)
                {
                    parameter.copy_(vec.narrow(0, start, parameter.numel()).view(parameter.shape));
                    start += parameter.numel();
                }
            }

            private static Tensor Norm(Tensor tensor, double p) =>
                p == 2 ? tensor.square().sum().sqrt()
                : double.IsPositiveInfinity(p) ? tensor.abs().max()
                : p == 1 ? tensor.abs().sum()
                : tensor.abs().pow(p).sum().pow(1 / p);
        }
    }
}

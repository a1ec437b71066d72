namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>
            /// Converts the floating-point parameters and buffers of this module and all below it. They stay the same
            /// objects, so an optimizer that has them keeps them; their gradients are forgotten.
            /// </summary>
            internal void Convert(ScalarType type)
            {
                if (type is not (ScalarType.Float32 or ScalarType.Float64))
                    throw new NotSupportedException(
                        $"{GetName()} cannot be converted to {type}: the managed engine learns in float32 and " +
                        "float64.");
                using IDisposable off = no_grad();
                foreach (Tensor tensor in parameters().Concat(buffers()))
                    if (tensor.is_floating_point() && tensor.dtype != type)
                        tensor.Become(tensor.detach().to_type(type));
            }
        }
    }
}

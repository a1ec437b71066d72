namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place, outside autograd, with PyTorch's numbers from PyTorch's random
        /// stream.</summary>
        public static class init
        {
            /// <summary>
            /// Whose number of connections sets the variance: a unit's inputs (keeps the forward pass) or its outputs.
            /// </summary>
            public enum FanInOut
            {
                /// <summary>The inputs of a unit.</summary>
                FanIn,
                /// <summary>The outputs of a unit.</summary>
                FanOut,
            }

            /// <summary>What follows a layer, as <see cref="calculate_gain"/> distinguishes it.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing; the gain is 1.</summary>
                Linear = 0,
                /// <summary>A convolution; the gain is 1.</summary>
                Conv1D = 1,
                /// <summary>A convolution; the gain is 1.</summary>
                Conv2D = 2,
                /// <summary>A convolution; the gain is 1.</summary>
                Conv3D = 3,
                /// <summary>A transposed convolution; the gain is 1.</summary>
                ConvTranspose1D = 4,
                /// <summary>A transposed convolution; the gain is 1.</summary>
                ConvTranspose2D = 5,
                /// <summary>A transposed convolution; the gain is 1.</summary>
                ConvTranspose3D = 6,
                /// <summary>The logistic function; the gain is 1.</summary>
                Sigmoid = 7,
                /// <summary>The hyperbolic tangent; the gain is 5/3.</summary>
                Tanh = 8,
                /// <summary>max(x, 0); the gain is √2.</summary>
                ReLU = 9,
                /// <summary>A ReLU with slope a for negative x; the gain is √(2 / (1 + a²)).</summary>
                LeakyReLU = 10,
            }

            /// <summary>The factor that keeps the variance of a layer's output at one behind a nonlinearity.</summary>
            /// <param name="nonlinearity">What follows the layer.</param>
            /// <param name="param">The negative slope of a leaky ReLU.</param>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) =>
                nonlinearity switch
                {
                    NonlinearityType.Tanh => 5.0 / 3,
                    NonlinearityType.ReLU => Math.Sqrt(2.0),
                    NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + param * param)),
                    _ => 1,
                };

            /// <summary>Inputs and outputs of a unit: [outputs, inputs, kernel...].</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                if (tensor.dim() < 2)
                    throw new ArgumentException(
                        $"Fan in and fan out need a tensor of 2 dimensions or more; this has {tensor.dim()}.",
                        nameof(tensor));
                long kernel = 1;
                foreach (long size in tensor.shape.AsSpan(2)) kernel *= size;
                return (tensor.shape[1] * kernel, tensor.shape[0] * kernel);
            }

            /// <summary>Fills a tensor from U(low, high).</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0.0, double high = 1.0,
                Generator generator = null!)
            {
                using IDisposable _ = no_grad();
                return tensor.uniform_(low, high, generator);
            }

            /// <summary>Fills a tensor from N(mean, std²).</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0.0, double std = 1.0,
                Generator generator = null!)
            {
                using IDisposable _ = no_grad();
                return tensor.normal_(mean, std, generator);
            }

            /// <summary>Fills a tensor with one value.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val)
            {
                using IDisposable _ = no_grad();
                return tensor.fill_(val);
            }

            /// <summary>Fills a tensor with ones.</summary>
            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>Fills a tensor with zeros.</summary>
            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            /// <summary>The identity matrix.</summary>
            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.dim() != 2)
                    throw new ArgumentException($"eye_ needs 2 dimensions; this tensor has {tensor.dim()}.",
                        nameof(tensor));
                using IDisposable _ = no_grad();
                return tensor.copy_(eye(tensor.shape[0], tensor.shape[1], dtype: tensor.dtype));
            }

            /// <summary>U(-a, a) with a = gain · √(6 / (fan in + fan out)) (Glorot and Bengio, 2010).</summary>
            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                double bound = Math.Sqrt(3.0) * XavierStd(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>N(0, gain² · 2 / (fan in + fan out)) (Glorot and Bengio, 2010).</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) =>
                normal_(tensor, 0, XavierStd(tensor, gain));

            /// <inheritdoc cref="xavier_uniform_"/>
            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);

            /// <inheritdoc cref="xavier_normal_"/>
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            /// <summary>U(-a, a) with a = gain · √(3 / fan) (He et al., 2015).</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0.0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                double bound = Math.Sqrt(3.0) * KaimingStd(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>N(0, gain² / fan) (He et al., 2015).</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0.0, FanInOut mode = FanInOut.FanIn,
                NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            private static double XavierStd(Tensor tensor, double gain)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                (long fanIn, long fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }
        }
    }
}

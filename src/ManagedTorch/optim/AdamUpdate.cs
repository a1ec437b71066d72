using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The update that Adam and AdamW share: one pass over parameter, gradient and averages.</summary>
internal static class AdamUpdate
{
    internal static void Apply(Parameter parameter, Tensor gradient, Tensor average, Tensor square, Tensor? largest,
        in ManagedTorch.Kernels.AdamW.Settings settings)
    {
        if (parameter._dtype == ScalarType.Float32) Apply<float>(parameter, gradient, average, square, largest, settings);
        else Apply<double>(parameter, gradient, average, square, largest, settings);
    }

    private static void Apply<T>(Tensor parameter, Tensor gradient, Tensor average, Tensor square, Tensor? largest,
        in ManagedTorch.Kernels.AdamW.Settings settings) where T : unmanaged
    {
        Tensor dense = gradient._contiguous ? gradient : gradient.contiguous();
        Span<T> maximum = largest is null ? [] : largest.Values<T>();
        ManagedTorch.Kernels.AdamW.Step(parameter.Values<T>(), dense.Values<T>(), average.Values<T>(), square.Values<T>(), maximum, settings);
        parameter.Written();
    }

    /// <summary>Refuses hyper-parameters for which the update has no meaning.</summary>
    internal static void Validate(double lr, double beta1, double beta2, double eps, double weightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lr);
        ArgumentOutOfRangeException.ThrowIfNegative(eps);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay, "weight_decay");
        Fraction(beta1, nameof(beta1));
        Fraction(beta2, nameof(beta2));

        static void Fraction(double beta, string name)
        {
            if (beta is not (>= 0 and < 1)) throw new ArgumentOutOfRangeException(name, beta, "A decay rate lies in [0, 1).");
        }
    }
}

using ManagedTorch.Kernels;

namespace TorchSharp;

// Sine and cosine.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sin() => UnaryOps.Apply<Sin, SinRule>(this);

        public Tensor sin_() => UnaryOps.ApplyInPlace<Sin, SinRule>(this);

        public Tensor cos() => UnaryOps.Apply<Cos, CosRule>(this);

        public Tensor cos_() => UnaryOps.ApplyInPlace<Cos, CosRule>(this);
    }

    public static Tensor sin(Tensor input) => input.sin();

    public static Tensor sin_(Tensor input) => input.sin_();

    public static Tensor cos(Tensor input) => input.cos();

    public static Tensor cos_(Tensor input) => input.cos_();
}

internal struct SinRule : IUnaryRule
{
    public static string Name => "sin";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept.cos();
}

internal struct CosRule : IUnaryRule
{
    public static string Name => "cos";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept.sin() * -1.0;
}

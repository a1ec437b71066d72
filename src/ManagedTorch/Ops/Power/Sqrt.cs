using ManagedTorch.Kernels;

namespace TorchSharp;

// Square roots and reciprocals.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sqrt() => UnaryOps.Apply<Sqrt, SqrtRule>(this);

        public Tensor sqrt_() => UnaryOps.ApplyInPlace<Sqrt, SqrtRule>(this);

        public Tensor rsqrt() => UnaryOps.Apply<Rsqrt, RsqrtRule>(this);

        public Tensor rsqrt_() => UnaryOps.ApplyInPlace<Rsqrt, RsqrtRule>(this);

        public Tensor reciprocal() => UnaryOps.Apply<Reciprocal, ReciprocalRule>(this);

        public Tensor reciprocal_() => UnaryOps.ApplyInPlace<Reciprocal, ReciprocalRule>(this);
    }

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor sqrt_(Tensor input) => input.sqrt_();

    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();

    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();
}

internal struct SqrtRule : IUnaryRule
{
    public static string Name => "sqrt";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept * 2.0);
}

internal struct RsqrtRule : IUnaryRule
{
    public static string Name => "rsqrt";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * -0.5 * kept * kept * kept;
}

internal struct ReciprocalRule : IUnaryRule
{
    public static string Name => "reciprocal";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept * kept * -1.0;
}

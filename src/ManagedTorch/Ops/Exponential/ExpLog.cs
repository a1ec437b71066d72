using ManagedTorch.Kernels;

namespace TorchSharp;

// Exponentials and logarithms.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor exp() => UnaryOps.Apply<Exp, ExpRule>(this);

        public Tensor exp_() => UnaryOps.ApplyInPlace<Exp, ExpRule>(this);

        public Tensor expm1() => UnaryOps.Apply<Expm1, Expm1Rule>(this);

        public Tensor expm1_() => UnaryOps.ApplyInPlace<Expm1, Expm1Rule>(this);

        public Tensor log() => UnaryOps.Apply<Log, LogRule>(this);

        public Tensor log_() => UnaryOps.ApplyInPlace<Log, LogRule>(this);

        public Tensor log1p() => UnaryOps.Apply<Log1p, Log1pRule>(this);

        public Tensor log1p_() => UnaryOps.ApplyInPlace<Log1p, Log1pRule>(this);

        public Tensor log2() => UnaryOps.Apply<Log2, Log2Rule>(this);

        public Tensor log2_() => UnaryOps.ApplyInPlace<Log2, Log2Rule>(this);

        public Tensor log10() => UnaryOps.Apply<Log10, Log10Rule>(this);

        public Tensor log10_() => UnaryOps.ApplyInPlace<Log10, Log10Rule>(this);
    }

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor exp_(Tensor input) => input.exp_();

    public static Tensor expm1(Tensor input) => input.expm1();

    public static Tensor expm1_(Tensor input) => input.expm1_();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor log_(Tensor input) => input.log_();

    public static Tensor log1p(Tensor input) => input.log1p();

    public static Tensor log1p_(Tensor input) => input.log1p_();

    public static Tensor log2(Tensor input) => input.log2();

    public static Tensor log2_(Tensor input) => input.log2_();

    public static Tensor log10(Tensor input) => input.log10();

    public static Tensor log10_(Tensor input) => input.log10_();
}

internal struct ExpRule : IUnaryRule
{
    public static string Name => "exp";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * kept;
}

internal struct Expm1Rule : IUnaryRule
{
    public static string Name => "expm1";
    public static bool KeepsResult => true;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad * (kept + 1.0);
}

internal struct LogRule : IUnaryRule
{
    public static string Name => "log";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / kept;
}

internal struct Log1pRule : IUnaryRule
{
    public static string Name => "log1p";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept + 1.0);
}

internal struct Log2Rule : IUnaryRule
{
    public static string Name => "log2";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept * Math.Log(2));
}

internal struct Log10Rule : IUnaryRule
{
    public static string Name => "log10";
    public static bool KeepsResult => false;
    public static torch.Tensor Backward(torch.Tensor grad, torch.Tensor kept) => grad / (kept * Math.Log(10));
}

namespace ManagedTorch.Kernels;

/// <summary>
/// Functions of single doubles for hyper-parameters such as learning rates: our own formulas, because the C library's
/// pow and cos differ in the last bit from machine to machine.
/// </summary>
internal static unsafe class Portable
{
    public static double Pow(double x, double y) => Value(Kernels.Pow.Invoke(Scalar64.Const(x), Scalar64.Const(y)));

    public static double Cos(double x) => Value(Kernels.Cos.Invoke(Scalar64.Const(x)));

    private static double Value(Scalar64 x)
    {
        double value;
        Scalar64.Store(&value, x);
        return value;
    }
}

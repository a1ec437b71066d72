using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>
/// The bits of kernel results, as hashes recorded once: what makes figures identical on every machine. They hold with
/// DOTNET_EnableAVX512=0, DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0 too, where other code runs. A formula that
/// is changed on purpose changes its hash here (the failure prints the new one) and every published figure with it.
/// </summary>
[Collection(AtEveryWidth.Name)]
public sealed class FingerprintTests
{
    [Fact]
    public void Exponentials() =>
    Check("96A09FC8632900DF",
        [Unary<Exp, float>(), Unary<Expm1, float>(), Unary<Exp, double>(), Unary<Expm1, double>()]);

    [Fact]
    public void Logarithms() => Check("081FEEDCBDB5256D", [
        Unary<Log, float>(0.01), Unary<Log1p, float>(0.01), Unary<Log2, float>(0.01), Unary<Log10, float>(0.01),
        Unary<Log, double>(0.01), Unary<Log1p, double>(0.01), Unary<Log2, double>(0.01), Unary<Log10, double>(0.01)]);

    [Fact]
    public void Activations() => Check("ADBE432A79DC3B1C", [
        Unary<Tanh, float>(), Unary<Sigmoid, float>(), Unary<LogSigmoid, float>(), Unary<Softplus, float>(),
        Unary<Silu, float>(),
        Unary<Erf, float>(), Unary<GeluErf, float>(), Unary<GeluTanh, float>(), Unary<Relu, float>(),
        Unary<Tanh, double>(), Unary<Sigmoid, double>(), Unary<LogSigmoid, double>(), Unary<Erf, double>(),
        Unary<GeluTanh, double>()]);

    [Fact]
    public void Trigonometry() =>
    Check("C3D9B0FF6E9607D9", [Unary<Sin, float>(), Unary<Cos, float>(), Unary<Sin, double>(), Unary<Cos, double>()]);

    [Fact]
    public void Powers()
    {
        float[] x = Numbers<float>(0.01), y = new float[x.Length];
        Elementwise.Binary<Pow, float>(x, Numbers<float>(-5), y);
        double[] x64 = Numbers<double>(0.01), y64 = new double[x.Length];
        Elementwise.Binary<Pow, double>(x64, Numbers<double>(-5), y64);
        Check("7CE62AC999F08E11", [Bytes(y), Bytes(y64)]);
    }

    [Fact]
    public void MatrixProducts() =>
    Check("414C66DB4ACE17D0", [Product<float>(67, 45, 530), Product<double>(67, 45, 300), Product<float>(64, 10, 64)]);

    [Fact]
    public void Reductions()
    {
        float[] x = Numbers<float>(-9), rows = new float[100], soft = new float[5000];
        double[] x64 = Numbers<double>(-9), soft64 = new double[5000];
        ReductionKernel.SumRows<float>(x.AsSpan(0, 5000), 100, 50, rows);
        Softmax.LogSoftmaxRows<float>(x.AsSpan(0, 5000), 100, 50, soft);
        Softmax.SoftmaxRows<double>(x64.AsSpan(0, 5000), 100, 50, soft64);
        Check("4F24738BC84BFB51", [
            Bytes((float[])[ReductionKernel.Sum<float>(x), ReductionKernel.Dot<float>(x, x)]),
            Bytes((double[])[ReductionKernel.Sum<double>(x64), ReductionKernel.Dot<double>(x64, x64)]), Bytes(rows),
            Bytes(soft), Bytes(soft64)]);
    }

    [Fact]
    public void RandomNormals()
    {
        float[] many = new float[1003], few = new float[7];
        double[] many64 = new double[1003];
        var random = new Mt19937(1);
        random.Normal(many, 0, 1);
        random.Normal(few, 0, 1);
        random.Normal(many64, 1, 2);
        Check("7B860DDB83A0ABE7", [Bytes(many), Bytes(few), Bytes(many64)]);
    }

    [Fact]
    public void OptimizerSteps()
    {
        float[] p = Numbers<float>(-3), g = Numbers<float>(-2), m = new float[p.Length], v = new float[p.Length];
        for (int step = 1; step <= 3; step++)
            AdamW.Step<float>(p, g, m, v, default, new(1e-3, 0.9, 0.999, 1e-8, 0.01, true, step));
        Check("0F24552DD9CB8661", [Bytes(p), Bytes(m), Bytes(v)]);
    }

    private static void Check(string expected, byte[][] parts)
    {
        string actual = Convert.ToHexString(SHA256.HashData([.. parts.SelectMany(part => part)]))[..16];
        Assert.Equal(expected, actual);
    }

    private static byte[] Unary<TOp, T>(double from = -9) where TOp : struct, IUnary where T : unmanaged
    {
        T[] x = Numbers<T>(from), y = new T[x.Length];
        Elementwise.Unary<TOp, T>(x, y);
        return Bytes(y);
    }

    private static byte[] Product<T>(int m, int n, int k) where T : unmanaged
    {
        T[] x = Numbers<T>(-9, (m + n) * k), y = new T[m * n];
        Gemm.Multiply<T>(false, true, m, n, k, x.AsSpan(0, m * k), k, x.AsSpan(m * k), k, y, n, false);
        return Bytes(y);
    }

    /// <summary>Uniform numbers from <paramref name="from"/> to 9, the same stream each time.</summary>
    private static T[] Numbers<T>(double from, int count = 10_007) where T : unmanaged
    {
        T[] x = new T[count];
        var random = new Mt19937(20);
        if (typeof(T) == typeof(float)) random.Uniform(MemoryMarshal.Cast<T, float>(x.AsSpan()), from, 9);
        else random.Uniform(MemoryMarshal.Cast<T, double>(x.AsSpan()), from, 9);
        return x;
    }

    private static byte[] Bytes<T>(T[] values) where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}

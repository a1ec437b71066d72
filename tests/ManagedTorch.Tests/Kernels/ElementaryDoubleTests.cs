using System.Globalization;
using System.Text.Json;
using ManagedTorch.Kernels;

namespace ManagedTorch.Tests.Kernels;

/// <summary>Float64 functions against values to 60 digits (Fixtures/elementary, generate.py beside them).</summary>
[Collection(AtEveryWidth.Name)]
public sealed class ElementaryDoubleTests
{
    private static readonly JsonElement cases = JsonDocument.Parse(
        File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "Fixtures", "elementary", "elementary.json"))).RootElement;

    [Fact] public void ExpIsWithinTwoUlp() => Check<Exp>("exp");
    [Fact] public void Expm1IsWithinTwoUlp() => Check<Expm1>("expm1");
    [Fact] public void LogIsWithinTwoUlp() => Check<Log>("log");
    [Fact] public void Log1pIsWithinTwoUlp() => Check<Log1p>("log1p");
    [Fact] public void TanhIsWithinTwoUlp() => Check<Tanh>("tanh");
    [Fact] public void ErfIsWithinTwoUlp() => Check<Erf>("erf");
    [Fact] public void SinIsWithinTwoUlp() => Check<Sin>("sin");
    [Fact] public void CosIsWithinTwoUlp() => Check<Cos>("cos");
    [Fact] public void AtanIsWithinTwoUlp() => Check<Atan>("atan");

    [Fact]
    public void PowIsWithinTwoUlp()
    {
        double[][] rows = Rows("pow");
        double[] z = new double[rows.Length];
        Elementwise.Binary<Pow, double>([.. rows.Select(r => r[0])], [.. rows.Select(r => r[1])], z);
        Worst("pow", [.. rows.Select((r, i) => (r[0], Ulp.Error(z[i], r[2], r[3])))]);
    }

    private static void Check<TOp>(string name) where TOp : struct, IUnary
    {
        double[][] rows = Rows(name);
        double[] y = new double[rows.Length];
        Elementwise.Unary<TOp, double>([.. rows.Select(r => r[0])], y);
        Worst(name, [.. rows.Select((r, i) => (r[0], Ulp.Error(y[i], r[1], r[2])))]);
    }

    private static void Worst(string name, (double At, double Error)[] errors)
    {
        var (at, error) = errors.MaxBy(e => e.Error);
        Assert.True(error <= 2, $"{name} at {at:R} is off by {error:F3} ulp.");
    }

    private static double[][] Rows(string name) =>
        [.. cases.GetProperty(name).EnumerateArray()
            .Select(row => row.EnumerateArray().Select(v => Hex(v.GetString()!)).ToArray())];

    /// <summary>Python's float.hex: [-]0x1.fffffp+3.</summary>
    private static double Hex(string text)
    {
        bool negative = text[0] == '-';
        string digits = text[(negative ? 3 : 2)..];
        int dot = digits.IndexOf('.'), p = digits.IndexOf('p');
        string fraction = dot < 0 ? "" : digits[(dot + 1)..p];
        double mantissa =
            long.Parse(digits[..(dot < 0 ? p : dot)] + fraction, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        double value =
            Math.ScaleB(mantissa, int.Parse(digits[(p + 1)..], CultureInfo.InvariantCulture) - (4 * fraction.Length));
        return negative ? -value : value;
    }
}

using System.Globalization;

namespace ResearchKit.Benchmarks;

/// <summary>
/// A number as a paper prints it: 85.0 says that the value lies between 84.95 and 85.05. Decimal arithmetic keeps
/// these bounds exact.
/// </summary>
/// <param name="Value">The number.</param>
/// <param name="Decimals">How many digits stand after the point; 85.0 has one and 2.00 two.</param>
public readonly record struct ReportedValue(decimal Value, int Decimals) : IFormattable, IComparable<ReportedValue>
{
    /// <summary>Reads a number as printed, in invariant culture: <c>85.0</c>, <c>-2.00</c>, <c>7</c>.</summary>
    /// <exception cref="FormatException">The text is no plain decimal number.</exception>
    public static ReportedValue Parse(string text) => TryParse(text, out var number)
        ? number
        : throw new FormatException($"'{text}' is not a plain decimal number such as 85.0");

    /// <summary>Reads a number as printed, and says whether the text is one.</summary>
    public static bool TryParse(string text, out ReportedValue number)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var read = decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var value);
        var point = text.IndexOf('.');
        number = new(value, point < 0 ? 0 : text.Length - point - 1);
        return read;
    }

    /// <summary>Half a unit in the last printed place: what rounding can hide.</summary>
    public decimal HalfUnit
    {
        get
        {
            var half = 0.5m;
            for (var i = 0; i < Decimals; i++) half /= 10;
            return half;
        }
    }

    /// <summary>All values that are printed so, both ends included: papers differ in how they round a tie.</summary>
    public RoundingInterval Interval => new(Value, Value - HalfUnit, Value + HalfUnit);

    /// <summary>The values of an interval are compared by their printed value.</summary>
    public int CompareTo(ReportedValue other) => Value.CompareTo(other.Value);

    /// <summary>The number as it was printed.</summary>
    public override string ToString() => Value.ToString("F" + Decimals, CultureInfo.InvariantCulture);

    /// <summary>The number as it was printed if <paramref name="format"/> is empty, else in that format.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        string.IsNullOrEmpty(format) ? ToString() : Value.ToString(format, formatProvider);

    /// <summary>The number without its rounding interval, for drawing.</summary>
    public static explicit operator double(ReportedValue number) => (double)number.Value;

    /// <summary>The number as it was printed, as an interval.</summary>
    public static implicit operator RoundingInterval(ReportedValue number) => number.Interval;
}

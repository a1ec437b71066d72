using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// Everything that one run of an exploration depends on, as canonical text by name: the lab, the loss with the
/// settings it was given, the seed, the lab's own parameters. Equal inputs are equal texts, whatever order or notation
/// the user wrote them in.
/// </summary>
public sealed class RunInputs : IEquatable<RunInputs>
{
    private readonly SortedDictionary<string, string> _values;

    /// <summary>Inputs from names and canonical values.</summary>
    public RunInputs(IEnumerable<KeyValuePair<string, string>> values)
    {
        _values = new(StringComparer.Ordinal);
        foreach (var (name, value) in values) _values[name] = value;
    }

    /// <summary>Names and values, sorted by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The value of an input; empty if the run has none of that name.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>A whole number.</summary>
    public int Whole(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public double Number(string name) => double.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>
    /// What a result is kept under: SHA-256 of all inputs and of the code version, as 64 lower-case hexadecimal digits.
    /// </summary>
    /// <param name="code">See <see cref="CodeVersion"/>.</param>
    public string Key(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{this}\ncode={code}")));

    /// <inheritdoc/>
    public bool Equals(RunInputs? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RunInputs);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>One line per input: <c>beta=0.1</c>.</summary>
    public override string ToString() => string.Join('\n', _values.Select(v => $"{v.Key}={v.Value}"));
}

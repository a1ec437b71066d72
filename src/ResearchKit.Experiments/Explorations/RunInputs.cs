using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// Everything that one run of an exploration depends on, as canonical text by name: the lab, the loss with the
/// settings it was given, the seed, the lab's own parameters. Inputs of one run are equal, whatever order, notation or
/// other name the user wrote them in, and whether a default was written out.
/// </summary>
public sealed class RunInputs : IEquatable<RunInputs>
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _identity = new(StringComparer.Ordinal);

    /// <summary>Inputs from names and canonical values.</summary>
    /// <param name="values">What the user is shown.</param>
    /// <param name="identity">See <see cref="Identity"/>; the values themselves if null.</param>
    public RunInputs(
        IEnumerable<KeyValuePair<string, string>> values, IEnumerable<KeyValuePair<string, string>>? identity = null)
    {
        foreach (var (name, value) in values) _values[name] = value;
        foreach (var (name, value) in identity ?? _values) _identity[name] = value;
    }

    /// <summary>Names and values, sorted by name: what the user named, under the user's names.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>
    /// What tells the run from others, sorted by name: settings of the loss under their own names, and only where they
    /// are not what the lab would take anyway.
    /// </summary>
    public IReadOnlyDictionary<string, string> Identity => _identity;

    /// <summary>The value of an input; empty if the run has none of that name.</summary>
    public string this[string name] => _values.GetValueOrDefault(name, "");

    /// <summary>A whole number.</summary>
    public int Whole(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public double Number(string name) => double.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>
    /// What a result is kept under: SHA-256 of the identity and of the code version, as 64 lower-case hexadecimal
    /// digits.
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

    /// <summary>One line per input of the identity: <c>beta=0.2</c>.</summary>
    public override string ToString() => string.Join('\n', _identity.Select(v => $"{v.Key}={v.Value}"));
}

using System.Globalization;

namespace ResearchKit.Experiments.Explorations;

/// <summary>A parameter of a lab that a grid may vary.</summary>
/// <param name="Name">Its name in options, JSON and results: <c>learning_rate</c>.</param>
/// <param name="Default">Its value where the grid does not name it; null where the lab derives it from others.</param>
/// <param name="Help">What it means, with unit and range.</param>
/// <param name="Canonical">
/// The text that stands for a value, so that <c>0.10</c> and <c>1e-1</c> are one input; null if it is not permitted.
/// </param>
public sealed record LabParameter(string Name, string? Default, string Help, Func<string, string?> Canonical)
{
    /// <summary>Whether its values are whole numbers.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>A whole number in a range.</summary>
    public static LabParameter Whole(string name, int standard, int min, int max, string help) => new(
        name, standard.ToString(CultureInfo.InvariantCulture), $"{help}, {min} to {max}",
        text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) && n >= min
            && n <= max
            ? n.ToString(CultureInfo.InvariantCulture)
            : null)
    { IsWhole = true };

    /// <summary>A number above 0.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="standard">Its default; null if the lab derives it.</param>
    /// <param name="help">What it means.</param>
    public static LabParameter Positive(string name, double? standard, string help) => new(
        name, standard?.ToString(CultureInfo.InvariantCulture), $"{help}, above 0",
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && x > 0 && double.IsFinite(x) ? x.ToString(CultureInfo.InvariantCulture) : null);

    /// <summary>One of several words, the first of which is the default.</summary>
    public static LabParameter Choice(string name, string help, params string[] words) => new(
        name, words[0], $"{help}: {string.Join(", ", words)}", text => words.Contains(text) ? text : null);
}

using System.Text.RegularExpressions;

namespace ResearchKit.Figures;

/// <summary>The rule for names of artifacts: they are file stems and ids in SVG and HTML.</summary>
public static partial class ArtifactName
{
    /// <summary>Returns a name that keeps the rule: lower-case letters and digits, in groups joined by single
    /// hyphens.</summary>
    /// <exception cref="ArgumentException">The name does not keep it; the message says so.</exception>
    public static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Rule().IsMatch(name)) return name;
        throw new ArgumentException(
            $"'{name}' cannot name a figure or table: use lower-case letters, digits and single hyphens, such as " +
            "'dpo-likelihoods'.");
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Rule();
}

namespace ResearchKit.Figures;

/// <summary>The rule for names of artifacts: they are file stems and ids in SVG and HTML.</summary>
internal static class ArtifactName
{
    internal static string Check(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length > 0 && name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-')) return name;
        throw new ArgumentException(
            $"'{name}' cannot name a figure or table: use lower-case letters, digits and hyphens, such as " +
            $"'dpo-likelihoods'.");
    }
}

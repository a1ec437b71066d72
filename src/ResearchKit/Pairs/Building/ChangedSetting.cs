namespace ResearchKit.Pairs.Building;

/// <summary>A setting that is not what it was when a build began.</summary>
/// <param name="Setting">Which.</param>
/// <param name="Before">Its value then; null if it was not given.</param>
/// <param name="Now">Its value now; null if it is not given.</param>
public sealed record ChangedSetting(BuildSetting Setting, string? Before, string? Now)
{
    /// <summary>The change in words.</summary>
    /// <param name="name">What the reader knows the setting by, such as the command's option.</param>
    public string Describe(string name) => this is { Before.Length: 64, Now.Length: 64 } // hashes of a file
        ? $"what {name} names has changed"
        : $"{name} was {Before ?? "not given"}, now it is {Now ?? "not given"}";
}

namespace ResearchKit.Pairs.Building;

/// <summary>Pairs cannot be built as asked; the message says what is wrong and what to do.</summary>
/// <param name="message">One sentence or two for the user.</param>
public sealed class PairBuildException(string message) : Exception(message)
{
    /// <summary>The settings that are not those which the folder was begun with, if that is what is wrong.</summary>
    public IReadOnlyList<ChangedSetting> Changes { get; init; } = [];
}

namespace ResearchKit.Pairs.Building;

/// <summary>Pairs cannot be built as asked; the message says what is wrong and what to do.</summary>
/// <param name="message">One sentence or two for the user.</param>
public sealed class PairBuildException(string message) : Exception(message);

namespace ResearchKit.Pairs;

/// <summary>A row or file of preference data that cannot be used; the message says why.</summary>
/// <param name="message">What is wrong, and where.</param>
public sealed class PairFormatException(string message) : Exception(message);

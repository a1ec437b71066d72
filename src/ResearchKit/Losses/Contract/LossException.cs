namespace ResearchKit.Losses.Contract;

/// <summary>What was given to a loss is wrong; the message says what, where, and what to do.</summary>
/// <param name="message">One message for the user.</param>
public sealed class LossException(string message) : Exception(message);

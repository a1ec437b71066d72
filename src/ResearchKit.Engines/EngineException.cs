namespace ResearchKit.Engines;

/// <summary>A tensor engine cannot be used; the message says why and what to do.</summary>
/// <param name="message">For the user.</param>
/// <param name="inner">What was thrown, if anything was.</param>
public sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner);

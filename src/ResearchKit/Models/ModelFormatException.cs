namespace ResearchKit.Models;

/// <summary>A model's configuration, weights or tokenizer cannot be used; the message says what, where and what to
/// do.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Makes an exception with a message for the user.</summary>
    public ModelFormatException(string message) : base(message) { }

    /// <summary>Makes an exception with a message for the user and what caused it.</summary>
    public ModelFormatException(string message, Exception inner) : base(message, inner) { }
}

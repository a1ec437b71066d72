namespace ResearchKit.Models.Safetensors;

/// <summary>A safetensors file is damaged, breaks the format's rules, or holds what is not read here; the message says
/// where.</summary>
public sealed class SafetensorsException : Exception
{
    /// <summary>Makes an exception with a message for the user.</summary>
    public SafetensorsException(string message) : base(message) { }

    /// <summary>Makes an exception with a message for the user and what caused it.</summary>
    public SafetensorsException(string message, Exception inner) : base(message, inner) { }
}

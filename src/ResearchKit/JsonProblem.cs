using System.Globalization;
using System.Text.Json;

namespace ResearchKit;

/// <summary>What is wrong with a text that should be JSON, in words that need no knowledge of .NET's parser.</summary>
public static class JsonProblem
{
    private const string Empty = "it is empty";

    /// <summary>Place and reason: "line 3, column 7: 'x' is an invalid start of a value"; "it is empty".</summary>
    /// <param name="error">A <see cref="JsonException"/>; of others the message is taken as it is.</param>
    public static string Text(Exception error)
    {
        if (error is not JsonException e) return error.Message.TrimEnd('.');
        var reason = Reason(e);
        return e.LineNumber is null || reason == Empty ? reason
            : string.Create(CultureInfo.InvariantCulture,
                $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {reason}");
    }

    /// <summary>The reason alone, without a full stop.</summary>
    public static string Reason(JsonException e)
    {
        var message = e.Message;
        if (Says("does not contain any JSON tokens")) return Empty;
        if (Says("Expected depth to be zero")) return "it ends before a bracket is closed";
        if (Says("reached end of data") || Says("isFinalBlock")) return "it ends too early";
        if (Says("could not be converted to")) return $"{e.Path ?? "$"} is a value of another kind";
        if (Says("Change the reader options")) return "a comment, or a comma before a closing bracket, is no JSON";
        if (message.Split('\'') is ["Duplicate property ", var name, ..]) return $"'{name}' is there twice";
        // Path and position stand at the end, counted from 0.
        foreach (var tail in (string[])[" Path: ", " LineNumber: "])
            if (message.IndexOf(tail, StringComparison.Ordinal) is >= 0 and var at) message = message[..at];
        return message.TrimEnd('.', ' ');

        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
    }
}

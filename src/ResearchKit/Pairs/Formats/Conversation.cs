using System.Text.Json;

namespace ResearchKit.Pairs.Formats;

/// <summary>
/// What a list of messages holds, written as LLaVA does (<c>from</c>, <c>value</c>) or as chat templates do
/// (<c>role</c>,
/// <c>content</c>, a text or parts). Nothing in it is passed over: what a pair has no place for is an error.
/// </summary>
internal sealed class Conversation
{
    private readonly string _field;
    private readonly SpeakerNames _names;
    private readonly List<string> _questions = [], _answers = [];

    private Conversation(string field, SpeakerNames names) => (_field, _names) = (field, names);

    /// <summary>The system message, or null.</summary>
    public string? System { get; private set; }

    /// <summary>The one question without placeholders for images; null if there is none.</summary>
    /// <exception cref="PairFormatException">There are several.</exception>
    public string? Question => _questions.Count == 0 ? null : Question1;

    /// <summary>The one answer; null if there is none.</summary>
    /// <exception cref="PairFormatException">There are several.</exception>
    public string? Answer => _answers.Count == 0 ? null : Answer1;

    /// <summary>The same where it is needed.</summary>
    public string Question1 => One(_questions, _names.User);

    /// <inheritdoc cref="Question1"/>
    public string Answer1 => One(_answers, _names.Assistant);

    /// <summary>Reads a list of messages, a single message, or a text that <paramref name="speaker"/> says.</summary>
    /// <exception cref="PairFormatException">Something in it has no place in a pair.</exception>
    public static Conversation Read(JsonElement row, string field, SpeakerNames names, Speaker? speaker = null)
    {
        var read = new Conversation(field, names);
        if (!row.TryGetProperty(field, out var value)) value = default;
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var message in value.EnumerateArray()) read.Add(message);
        else if (value.ValueKind == JsonValueKind.Object) read.Add(value);
        else if (speaker is { } alone) read.Add(alone, RowText.Needed(row, field));
        else throw new PairFormatException($"no list in field '{field}'");
        return read;
    }

    private void Add(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw new PairFormatException($"'{_field}' holds something that is no message");
        var role = RowText.Optional(message, "from") ?? RowText.Optional(message, "role");
        Speaker speaker = role?.ToLowerInvariant() switch
        {
            "human" or "user" => Speaker.User,
            "gpt" or "assistant" => Speaker.Assistant,
            "system" or "developer" => Speaker.System,
            null => throw new PairFormatException($"a message in '{_field}' does not say whose it is"),
            _ => throw new PairFormatException($"a message of '{role}' in '{_field}', which a pair has no place for"),
        };
        Add(speaker, message.TryGetProperty("value", out _) ? RowText.Needed(message, "value") : Content(message));
    }

    private void Add(Speaker speaker, string text)
    {
        if (speaker == Speaker.User) _questions.Add(ImagePlaceholder.Remove(text));
        else if (speaker == Speaker.Assistant) _answers.Add(text);
        else if (System is null) System = text;
        else throw new PairFormatException($"several system messages in '{_field}'");
    }

    // A text, or the texts among parts; a part that is no text marks where the image goes.
    private string Content(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return RowText.Needed(message, "content");
        var parts = content.EnumerateArray().Select(p => p.ValueKind switch
        {
            JsonValueKind.Object => RowText.Optional(p, "text"),
            JsonValueKind.String => p.GetString()!.Trim(),
            _ => null,
        });
        return string.Join('\n', parts.Where(t => t is { Length: > 0 })) is { Length: > 0 } text ? text
            : throw new PairFormatException($"no text in field '{_field}'");
    }

    private string One(List<string> said, string speaker) => said.Count == 1
        ? said[0]
        : throw new PairFormatException(
            $"{said.Count} {_names.Messages} of the {speaker} in '{_field}', where one is needed");
}

/// <summary>Whose a message is.</summary>
internal enum Speaker
{
    System,
    User,
    Assistant,
}

/// <summary>How a format calls messages and speakers, for error messages.</summary>
internal sealed record SpeakerNames(string Messages, string User, string Assistant)
{
    public static SpeakerNames Llava { get; } = new("turns", "human", "gpt");

    public static SpeakerNames Chat { get; } = new("messages", "user", "assistant");
}

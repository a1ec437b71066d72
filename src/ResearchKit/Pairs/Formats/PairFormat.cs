using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

/// <summary>How a preference pair is written as a JSON object. What a format has no place for goes into further fields.</summary>
public abstract class PairFormat
{
    /// <summary>Our own: <c>id</c>, <c>prompt</c>, <c>chosen</c>, <c>rejected</c>, <c>image</c>, <c>rejected_image</c>.</summary>
    public static PairFormat ResearchKit { get; } = new OwnFormat();

    /// <summary>RLAIF-V's: <c>idx</c>, <c>question</c>, <c>chosen</c>, <c>rejected</c>, <c>image_path</c> (or <c>image</c>).</summary>
    public static PairFormat RlaifV { get; } = new RlaifVFormat();

    /// <summary>
    /// LLaVA's: <c>id</c>, <c>image</c>, <c>conversations</c> with one question, and <c>chosen</c> and <c>rejected</c> as
    /// turns or texts.
    /// </summary>
    public static PairFormat Llava { get; } = new LlavaFormat();

    /// <summary>
    /// TRL's columns for vision preferences: <c>images</c>, <c>prompt</c>, <c>chosen</c>, <c>rejected</c>, conversational
    /// (lists of messages) or plain texts.
    /// </summary>
    public static PairFormat Trl { get; } = new TrlFormat();

    /// <summary>All formats by the names that commands use.</summary>
    public static IReadOnlyDictionary<string, PairFormat> All { get; } = new Dictionary<string, PairFormat>
    {
        ["researchkit"] = ResearchKit, ["rlaif-v"] = RlaifV, ["llava"] = Llava, ["trl"] = Trl,
    };

    /// <summary>The format that an object is written in, told by its fields; null if none fits.</summary>
    public static PairFormat? Of(JsonElement row) =>
        row.TryGetProperty("conversations", out _) ? Llava
        : row.TryGetProperty("question", out _) ? RlaifV
        : !row.TryGetProperty("prompt", out var prompt) ? null
        : prompt.ValueKind == JsonValueKind.Array || row.TryGetProperty("images", out _) ? Trl
        : ResearchKit;

    /// <summary>Reads a pair.</summary>
    /// <param name="row">The object.</param>
    /// <param name="number">Its number in the file, which becomes the id if the row has none.</param>
    /// <exception cref="PairFormatException">The row lacks something or has it in another form.</exception>
    public abstract PreferencePair Read(JsonElement row, int number);

    /// <summary>The pair as an object of this format.</summary>
    public abstract JsonObject Write(PreferencePair pair);

    /// <summary>The text of a field, without white space around it.</summary>
    private protected static string Text(JsonElement row, string field) => Optional(row, field) ?? throw new PairFormatException($"no text in field '{field}'");

    /// <summary>The same, or null if the field is missing, null, empty or no text.</summary>
    private protected static string? Optional(JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The first of some fields that holds a text or a number, else the row's number.</summary>
    private protected static string Id(JsonElement row, string field, int number) =>
        row.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } id
            ? id
            : FormattableString.Invariant($"{number}");

    /// <summary>A question without the placeholder that marks where the picture goes.</summary>
    private protected static string WithoutPlaceholder(string prompt) => prompt.Replace("<image>", "").Trim() is { Length: > 0 } text
        ? text
        : throw new PairFormatException("the question is empty");

    /// <summary>Adds the pictures that there are.</summary>
    private protected static JsonObject WithRejectedImage(JsonObject row, PreferencePair pair)
    {
        if (pair.RejectedImage is not null) row["rejected_image"] = pair.RejectedImage;
        return row;
    }
}

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
    /// LLaVA's: <c>id</c>, <c>image</c> (or <c>images</c>), <c>conversations</c> with one question, and <c>chosen</c> and
    /// <c>rejected</c> as turns or texts; or, as POVID has it, the answers as turns of <c>conversations</c> and
    /// <c>rejected_conversations</c>.
    /// </summary>
    public static PairFormat Llava { get; } = new LlavaFormat();

    /// <summary>
    /// TRL's columns for vision preferences: <c>images</c>, <c>prompt</c>, <c>chosen</c>, <c>rejected</c>, conversational
    /// (lists of messages; the prompt may also stand in <c>chosen</c> and <c>rejected</c> alone) or plain texts.
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
        : row.TryGetProperty("chosen", out var chosen) && chosen.ValueKind == JsonValueKind.Array ? Trl
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

    /// <summary>
    /// The file of a picture: a path, an object with a path as the datasets library writes it, or a list of one of these.
    /// Null if the field is missing, null or empty.
    /// </summary>
    /// <exception cref="PairFormatException">There are several pictures, or the picture itself is in the row.</exception>
    private protected static string? Picture(JsonElement row, string field)
    {
        if (!row.TryGetProperty(field, out var picture)) return null;
        if (picture.ValueKind == JsonValueKind.Array)
        {
            if (picture.GetArrayLength() == 0) return null;
            if (picture.GetArrayLength() > 1) throw new PairFormatException($"{picture.GetArrayLength()} pictures in field '{field}', where one is needed");
            picture = picture[0];
        }
        return picture.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => picture.GetString()!.Trim() is not { Length: > 0 } text ? null : text.StartsWith("data:", StringComparison.Ordinal) ? throw Embedded(field) : text,
            JsonValueKind.Object when Optional(picture, "path") is { } path => path,
            JsonValueKind.Object when picture.TryGetProperty("bytes", out var bytes) && bytes.ValueKind != JsonValueKind.Null => throw Embedded(field),
            JsonValueKind.Object => null,
            _ => throw new PairFormatException($"the picture in field '{field}' is no path"),
        };
    }

    private static PairFormatException Embedded(string field) =>
        new($"field '{field}' holds the bytes of a picture: write them to a file and name that in the row");

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

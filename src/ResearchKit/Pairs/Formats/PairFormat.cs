using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Pairs.Formats;

/// <summary>How a preference pair is written as a JSON object. What a format has no place for goes into further
/// fields.</summary>
public abstract class PairFormat
{
    /// <summary>Our own: <c>id</c>, <c>prompt</c>, <c>chosen</c>, <c>rejected</c>, <c>image</c>, <c>rejected_image</c>,
    /// <c>system</c>.</summary>
    public static PairFormat ResearchKit { get; } = new OwnFormat();

    /// <summary>RLAIF-V's: <c>idx</c>, <c>question</c>, <c>chosen</c>, <c>rejected</c>, <c>image_path</c> (or
    /// <c>image</c>).</summary>
    public static PairFormat RlaifV { get; } = new RlaifVFormat();

    /// <summary>RLHF-V's: the same, but question and responses are a JSON object in the field <c>text</c>.</summary>
    public static PairFormat RlhfV { get; } = new RlhfVFormat();

    /// <summary>
    /// LLaVA's: <c>id</c>, <c>image</c> (or <c>images</c>), <c>conversations</c> with one question, and <c>chosen</c>
    /// and
    /// <c>rejected</c> as turns or texts; or, as POVID has it, the answers as turns of <c>conversations</c> and
    /// <c>rejected_conversations</c>. LLaMA-Factory's sharegpt layout is this one, too.
    /// </summary>
    public static PairFormat Llava { get; } = new LlavaFormat();

    /// <summary>
    /// TRL's columns for vision preferences: <c>images</c>, <c>prompt</c>, <c>chosen</c>, <c>rejected</c>,
    /// conversational (lists of messages; the prompt may also stand in <c>chosen</c> and <c>rejected</c> alone) or
    /// plain texts.
    /// </summary>
    public static PairFormat Trl { get; } = new TrlFormat();

    /// <summary>LLaMA-Factory's with OpenAI's tags: <c>messages</c> with the question, <c>chosen</c>, <c>rejected</c>,
    /// <c>images</c>.</summary>
    public static PairFormat LlamaFactory { get; } = new LlamaFactoryFormat();

    /// <summary>LLaMA-Factory's alpaca layout: <c>instruction</c> and <c>input</c>, <c>chosen</c>, <c>rejected</c>,
    /// <c>images</c>.</summary>
    public static PairFormat Alpaca { get; } = new AlpacaFormat();

    /// <summary>All formats by the names that commands use.</summary>
    public static IReadOnlyDictionary<string, PairFormat> All { get; } = new Dictionary<string, PairFormat>
    {
        ["researchkit"] = ResearchKit, ["rlaif-v"] = RlaifV, ["rlhf-v"] = RlhfV, ["llava"] = Llava, ["trl"] = Trl,
        ["llama-factory"] = LlamaFactory, ["alpaca"] = Alpaca,
    };

    /// <summary>The format that an object is written in, told by its fields; null if none fits.</summary>
    public static PairFormat? Of(JsonElement row) =>
        row.TryGetProperty("conversations", out _) ? Llava
        : row.TryGetProperty("messages", out _) ? LlamaFactory
        : row.TryGetProperty("question", out _) ? RlaifV
        : row.TryGetProperty("instruction", out _) ? Alpaca
        : row.TryGetProperty("chosen", out var chosen) && chosen.ValueKind is JsonValueKind.Array
        or JsonValueKind.Object ? Trl
        : row.TryGetProperty("prompt", out var prompt)
            ? prompt.ValueKind is JsonValueKind.Array or JsonValueKind.Object || row.TryGetProperty("images", out _)
            ? Trl : ResearchKit
        : row.TryGetProperty("text", out var text) && HoldsObject(text) ? RlhfV
        : null;

    // The bytes themselves: they may be no UTF-8.
    private static bool HoldsObject(JsonElement value) =>
        JsonMarshal.GetRawUtf8Value(value).TrimStart("\" "u8) is [(byte)'{', ..];

    /// <summary>Reads a pair.</summary>
    /// <param name="row">The object.</param>
    /// <param name="number">Its number in the file, which becomes the id if the row has none.</param>
    /// <exception cref="PairFormatException">The row lacks something or has it in another form.</exception>
    public abstract PreferencePair Read(JsonElement row, int number);

    /// <summary>The pair as an object of this format.</summary>
    public abstract JsonObject Write(PreferencePair pair);

    /// <summary>A pair of plain texts, with the image and what else the row may have.</summary>
    private protected static PreferencePair Pair(JsonElement row, string id, string question, string chosen,
        string rejected, string? system = null) => new(
        id, ImagePlaceholder.Remove(question), ImagePlaceholder.Reject(chosen, "chosen response"),
        ImagePlaceholder.Reject(rejected, "rejected response"),
        RowImage.Of(row), RowImage.Of(row, "rejected_image"), System(row, system));

    /// <summary>A pair of conversations, of which the question may stand in any.</summary>
    private protected static PreferencePair Pair(JsonElement row, string id, Conversation? prompt, Conversation chosen,
        Conversation rejected)
    {
        var (preferred, other) = (chosen.Answer1, rejected.Answer1);
        if (prompt?.Answer is { } third && third != preferred && third != other)
            throw new PairFormatException("there is an answer beside the chosen and the rejected one");
        var question =
            Same([prompt?.Question, chosen.Question, rejected.Question],
                "'chosen' and 'rejected' answer different prompts")
            ?? prompt?.Question1 ?? chosen.Question1;
        var system =
            Same([prompt?.System, chosen.System, rejected.System],
                "'chosen' and 'rejected' have different system messages");
        return Pair(row, id, question, preferred, other, system);
    }

    /// <summary>The first of some fields that holds a text or a number, else the row's number.</summary>
    private protected static string Id(JsonElement row, string field, int number) =>
        row.TryGetProperty(field, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && value.ToString() is { Length: > 0 } id
            ? id
            : FormattableString.Invariant($"{number}");

    /// <summary>Adds what the format has no place for.</summary>
    private protected static JsonObject With(JsonObject row, PreferencePair pair, bool system = true)
    {
        if (pair.RejectedImage is not null) row["rejected_image"] = pair.RejectedImage;
        if (system && pair.System is not null) row["system"] = pair.System;
        return row;
    }

    // Some data sets have a column for it beside the messages.
    private static string? System(JsonElement row, string? ofMessages) =>
        Same([ofMessages, RowText.Optional(row, "system")], "two different system messages") is { } text
        ? ImagePlaceholder.Reject(text, "system message") : null;

    private static string? Same(IEnumerable<string?> texts, string otherwise)
    {
        string[] different = [.. texts.OfType<string>().Distinct()];
        return different.Length > 1 ? throw new PairFormatException(otherwise) : different.FirstOrDefault();
    }
}

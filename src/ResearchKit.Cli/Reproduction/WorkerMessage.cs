using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Notebooks.Running;

namespace ResearchKit.Cli.Reproduction;

/// <summary>A line that a worker process prints: where it is, what a cell put out, or how it ended.</summary>
/// <param name="Cell">Set when a cell starts or ends.</param>
/// <param name="End">Set in the last line.</param>
/// <param name="Output">Set when the running cell puts something out.</param>
internal sealed record WorkerMessage(CellProgress? Cell, WorkerEnd? End, LiveOutput? Output = null)
{
    /// <summary>Set when a file of a result lies in the staging folder: its name.</summary>
    public string? File { get; init; }

    /// <summary>
    /// What a line of ours begins with. Native code of a notebook may print to the same pipe, without ending its line:
    /// a line end goes before, and no such text begins with this character.
    /// </summary>
    public const string Mark = "\u001erk ";

    /// <summary>How the commands write JSON: names in camel case, enums by name, no escapes that JSON does not
    /// need.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The same, indented for people who read it too.</summary>
    public static readonly JsonSerializerOptions IndentedJson = new(Json) { WriteIndented = true, NewLine = "\n" };
}

/// <summary>How a worker ended.</summary>
/// <param name="Status">How the notebook's run ended.</param>
/// <param name="Cell">The cell in which it ended early.</param>
/// <param name="Message">Why, in one line.</param>
/// <param name="Traceback">More about it.</param>
/// <param name="ExitCode">What the whole command should return on account of it.</param>
internal sealed record WorkerEnd(RunStatus Status, string? Cell, string? Message, IReadOnlyList<string> Traceback,
    int ExitCode);

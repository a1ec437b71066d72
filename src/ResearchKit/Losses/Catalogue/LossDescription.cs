using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;

namespace ResearchKit.Losses.Catalogue;

/// <summary>A loss in words and settings: a row of the table of losses.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Title">How papers write it.</param>
/// <param name="Equation">Loss of one pair.</param>
/// <param name="Paper">Title of the paper.</param>
/// <param name="Where">Equation or section.</param>
/// <param name="ArXiv">arXiv number or empty.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Settings">Hyper-parameters.</param>
public sealed record LossDescription(
    string Name, string Title, string Equation, string Paper, string Where,
    [property: JsonPropertyName("arxiv")] string ArXiv,
    IReadOnlyList<string> Aliases, IReadOnlyList<SettingDescription> Settings)
{
    private static readonly JsonSerializerOptions Json = new(LossJson.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The views that the loss needs at its default settings; empty where it has none.</summary>
    public IReadOnlyList<string> Views { get; init; } = [];

    /// <summary>sum, mean, weighted or per_part; null where the settings decide.</summary>
    public string? Reduction { get; init; }

    /// <summary>Whether the reference model is needed; null where the settings decide.</summary>
    public bool? Reference { get; init; }

    /// <summary>What gives the same number elsewhere; empty where nothing does.</summary>
    public string Equivalent { get; init; } = "";

    /// <summary>Further columns of the data.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Further numbers of each answer.</summary>
    public IReadOnlyList<string> AnswerColumns { get; init; } = [];

    /// <summary>Further numbers of each token.</summary>
    public IReadOnlyList<string> TokenColumns { get; init; } = [];

    /// <summary>The permitted intervals of those columns that have one, by name; null if none has.</summary>
    public IReadOnlyDictionary<string, string>? Ranges { get; init; }

    /// <summary>Describes a loss of the catalogue.</summary>
    public static LossDescription Of(LossEntry entry)
    {
        var method = entry.Method;
        var description = new LossDescription(
            method.Name, method.Title, method.Equation, method.Paper, method.Where, method.ArXiv, method.Aliases,
            [.. entry.HyperParameters.Select(p => new SettingDescription(
                p.Name, p.Symbol, p.HasDefault ? HyperParameter.Format(p.Default) : null, p.Permitted))])
        {
            Equivalent = method.Equivalent,
        };
        if (!entry.HasDefaults)
            return description;
        var inputs = entry.Create(new Dictionary<string, object?>()).Inputs;
        return description with
        {
            Views = [.. inputs.Views.Select(v => v.Name)],
            Reduction = JsonNamingPolicy.SnakeCaseLower.ConvertName(inputs.Reduction.ToString()),
            Reference = inputs.Reference,
            Columns = inputs.Columns,
            AnswerColumns = inputs.AnswerColumns,
            TokenColumns = inputs.TokenColumns,
            Ranges = inputs.Columns.Concat(inputs.AnswerColumns).Concat(inputs.TokenColumns)
                .Where(c => inputs.RangeOf(c) is not null)
                .ToDictionary(c => c, c => inputs.RangeOf(c).ToString()!) is { Count: > 0 } ranges ? ranges : null,
        };
    }

    /// <summary>A list of descriptions as JSON, for machines.</summary>
    public static string ToJson(IEnumerable<LossDescription> descriptions) =>
        JsonSerializer.Serialize(descriptions.ToArray(), Json);
}

/// <summary>A hyper-parameter of a <see cref="LossDescription"/>.</summary>
/// <param name="Name">Name in settings and JSON.</param>
/// <param name="Symbol">The paper's symbol.</param>
/// <param name="Default">Default as text; null if it must be given.</param>
/// <param name="Range">Permitted interval or words; null if there is none.</param>
public sealed record SettingDescription(string Name, string? Symbol, string? Default, string? Range);

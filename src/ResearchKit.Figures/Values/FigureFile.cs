using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ResearchKit.Figures.Values;

/// <summary>
/// A figure as a value in a file, <c>NAME.figure.json</c>: everything that its forms are drawn from, so that it can be
/// drawn again (for print, in another size) without running its notebook.
/// </summary>
public static class FigureFile
{
    /// <summary>What the names of such files end with.</summary>
    public const string Extension = ".figure.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(), new NumberConverter(), new CoordinatesConverter() },
    };

    /// <summary>The text of the file; numbers have ten significant digits.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="provenance">Where it comes from.</param>
    public static string Write(Figure figure, Provenance provenance) =>
        JsonSerializer.Serialize(new Content(provenance, figure), Options) + "\n";

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <exception cref="FormatException">The text is no such file.</exception>
    public static (Figure Figure, Provenance Provenance) Read(string text)
    {
        try
        {
            var content = JsonSerializer.Deserialize<Content>(text, Options);
            if (content is { Figure: { } figure, Provenance: { } provenance }) return (figure, provenance);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"This is no figure that `researchkit reproduce` wrote: {e.Message}", e);
        }
        throw new FormatException("This is no figure that `researchkit reproduce` wrote: it holds no figure.");
    }

    private sealed record Content(Provenance Provenance, Figure Figure);
}

using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>One stored output, as the representation that a page shows of it.</summary>
/// <param name="MimeType">For instance <c>image/svg+xml</c>; <c>text/plain</c> for streams and errors.</param>
/// <param name="Text">The content; base64 for binary images.</param>
/// <param name="IsError">Whether it is standard error or why the cell failed.</param>
internal sealed record ShownOutput(string MimeType, string Text, bool IsError)
{
    private static readonly string[] Richest =
        ["image/svg+xml", "image/png", "image/jpeg", "text/html", "text/markdown", "text/latex", "text/plain"];

    /// <summary>The outputs of a cell that have something to show.</summary>
    public static IEnumerable<ShownOutput> Of(NotebookCell cell)
    {
        foreach (var output in cell.Outputs)
        {
            switch (JsonText.At(output, "output_type"))
            {
                case "stream":
                    yield return new ShownOutput(
                        "text/plain", MultilineText.FromNode(output!["text"]) ?? "",
                        JsonText.At(output, "name") == "stderr");
                    break;
                case "error":
                    var trace = (output!["traceback"] as JsonArray ?? []).Select(line => line?.ToString());
                    yield return new ShownOutput("text/plain", string.Join('\n', trace), IsError: true);
                    break;
                default:
                    if (output?["data"] is JsonObject data && Richest.FirstOrDefault(data.ContainsKey) is { } type)
                        yield return new ShownOutput(type, MultilineText.FromNode(data[type]) ?? "", IsError: false);
                    break;
            }
        }
    }
}

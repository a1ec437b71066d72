using System.Text.Json.Nodes;
using ResearchKit.Experiments;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Reproduction.Tolerance;

/// <summary>
/// How a run on another engine compares with the published outputs of a notebook. Its bytes differ; the data of its
/// figures, its numbers and its verdicts must not, beyond rounding.
/// </summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Outputs">How many figures, tables and texts were compared.</param>
/// <param name="Verdicts">How many verdicts on claims.</param>
/// <param name="EqualVerdicts">How many of them are the same.</param>
/// <param name="Deviations">All that differs, the largest first.</param>
internal sealed record Agreement(
    string Notebook, int Outputs, int Verdicts, int EqualVerdicts, IReadOnlyList<Deviation> Deviations)
{
    /// <summary>Whether all of it agrees.</summary>
    public bool Holds => EqualVerdicts == Verdicts && Deviations.All(deviation => deviation.Agrees);

    /// <summary>Compares two runs of the same notebook, output by output.</summary>
    public static Agreement Of(string notebook, NotebookDocument published, NotebookDocument found)
    {
        var deviations = new List<Deviation>();
        int outputs = 0, verdicts = 0, equal = 0;
        foreach (var (before, after) in published.Cells.Zip(found.Cells)
            .Where(pair => pair.First.Kind == CellKind.Code))
        {
            if (before.Outputs.Count != after.Outputs.Count)
            {
                deviations.Add(new Deviation(notebook, before.Id, double.PositiveInfinity, 0,
                    $"{before.Outputs.Count} outputs, now {after.Outputs.Count}"));
                continue;
            }

            foreach (var (a, b) in before.Outputs.Zip(after.Outputs))
            {
                outputs++;
                var (kind, allowed, difference) = Compare(a!, b!);
                if (difference.Size > 0)
                    deviations.Add(
                        new Deviation(notebook, $"{before.Id}, {kind}", difference.Size, allowed, difference.Where));
                var (said, says) = (VerdictsIn(a!), VerdictsIn(b!));
                verdicts += said.Count;
                equal += said.Count == says.Count ? said.Zip(says).Count(pair => pair.First == pair.Second) : 0;
            }
        }

        return new Agreement(notebook, outputs, verdicts, equal, [.. deviations.OrderByDescending(d => d.Size)]);
    }

    private static (string Kind, double Allowed, Difference Difference) Compare(JsonNode published, JsonNode found)
    {
        const string plotly = "application/vnd.plotly.v1+json";
        if (published["data"]?[plotly] is { } before && found["data"]?[plotly] is { } after)
            return ($"figure {(string?)before["layout"]?["meta"]?["name"]}", Deviation.FigureTolerance,
                FigureNumbers.Compare(before, after));
        return ("text", Deviation.TextTolerance, TextNumbers.Compare(Text(published), Text(found)));
    }

    private static List<string> VerdictsIn(JsonNode output) =>
        [.. TextNumbers.Pieces(Text(output)).Select(piece => piece.Split(' ', 2)[^1])
            .Where(piece => Enum.GetValues<Verdict>().Any(verdict => verdict.ToText() == piece))];

    // The richest form that is text: a table is compared cell by cell.
    private static string Text(JsonNode output) =>
        MultilineText.FromNode(output["data"]?["text/html"]) ?? MultilineText.FromNode(output["data"]?["text/plain"])
        ?? MultilineText.FromNode(output["text"]) ?? "";
}

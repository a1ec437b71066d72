using System.Text.Json.Nodes;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Reproduction;

/// <summary>
/// In which order notebooks start. One that says that it takes minutes (<c>researchkit.minutes</c> in its metadata)
/// starts before the others and may use all threads, so that no core waits for it at the end.
/// </summary>
internal static class RunOrder
{
    /// <summary>The minutes that a notebook says it takes on two cores; 0 where it says nothing.</summary>
    public static double Minutes(NotebookDocument notebook) =>
        ((notebook.Json["metadata"] as JsonObject)?["researchkit"] as JsonObject)?["minutes"] is JsonValue value
        && value.TryGetValue(out double minutes) && minutes > 0 ? minutes : 0;

    /// <summary>The longest first; the others in the order that they have.</summary>
    public static IReadOnlyList<string> Of(
        IReadOnlyList<string> paths, Func<string, NotebookDocument> notebook) =>
        [.. paths.OrderByDescending(path => Minutes(notebook(path)))];

    /// <summary>How many threads a notebook gets where <paramref name="atOnce"/> run beside each other.</summary>
    public static int Threads(NotebookDocument notebook, int threads, int atOnce) =>
        Minutes(notebook) > 0 ? threads : threads / atOnce;
}

using System.Globalization;
using System.Text;
using ResearchKit.Reports.Results;
using static ResearchKit.Reports.Pages.Page;

namespace ResearchKit.Reports.Pages;

/// <summary>How each notebook was run, and the hash of every file that it made.</summary>
internal static class RunsSection
{
    public static void Write(
        StringBuilder main, IReadOnlyList<NotebookResult> notebooks, IReadOnlyDictionary<string, RunRecord> records)
    {
        main.Append(
            "<section id=\"runs\" aria-labelledby=\"runs-title\">\n<h2 id=\"runs-title\">Runs and hashes</h2>\n");
        foreach (var notebook in notebooks)
        {
            main.Append($"<details>\n<summary>{Text(notebook.Name)}: {Text(Agreement(notebook))}</summary>\n<dl>\n");
            foreach (var (name, value) in Settings(notebook, records.GetValueOrDefault(notebook.Name)))
                if (value.Length > 0) main.Append($"<dt>{Text(name)}</dt><dd>{Text(value)}</dd>\n");
            main.Append("</dl>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" ")
                .Append($"aria-label=\"Files of {Text(notebook.Name)}\">\n<table class=\"hashes\">\n")
                .Append(
                    "<thead><tr><th scope=\"col\">file</th><th scope=\"col\">SHA-256</th><th scope=\"col\">against " +
                    "the published one</th></tr></thead>\n<tbody>\n");
            foreach (var file in notebook.Files)
            {
                main.Append($"<tr><td>{Text(file.Name)}</td><td><code>{file.Hash}</code></td>")
                    .Append($"<td>{(file.State.Length > 0 ? file.State : "not compared")}</td></tr>\n");
            }

            main.Append("</tbody>\n</table>\n</div>\n</details>\n");
        }

        main.Append("</section>\n");
    }

    /// <summary>How many files are as published.</summary>
    public static string Agreement(NotebookResult notebook)
    {
        var compared = notebook.Files.Where(f => f.State.Length > 0).ToList();
        return compared.Count == 0 ? $"{notebook.Files.Count} files"
            : $"{compared.Count(f => f.State == "identical")} " +
            $"of {compared.Count} files identical to the published ones";
    }

    private static IEnumerable<(string, string)> Settings(NotebookResult notebook, RunRecord? record)
    {
        yield return ("parameters", string.Join(", ", notebook.Parameters.Select(p => $"{p.Key} = {p.Value}")));
        if (record is null) yield break;
        yield return ("set on the command line", string.Join(", ", record.Given));
        yield return ("ResearchKit", record.Version + (record.Commit.Length > 0 ? $", commit {record.Commit}" : ""));
        yield return ("engine", record.Engine);
        yield return ("runtime", $"{record.Runtime}, {record.Platform}");
        yield return ("threads", record.Threads.ToString(CultureInfo.InvariantCulture));
        yield return ("vectors", string.Create(CultureInfo.InvariantCulture, $"{record.VectorBits} bits"));
        yield return ("took", string.Create(CultureInfo.InvariantCulture, $"{record.Seconds:F1} s"));
    }
}

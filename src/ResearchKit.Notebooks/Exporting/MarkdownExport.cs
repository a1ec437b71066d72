using System.Text;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>A notebook as Markdown, its images as files beside it.</summary>
public static class MarkdownExport
{
    /// <summary>The text, and the images by their file names.</summary>
    /// <param name="notebook">With the outputs that are to be shown.</param>
    /// <param name="imageFolder">How the text calls the folder of the images, such as <c>lab_files</c>.</param>
    public static (string Text, IReadOnlyDictionary<string, byte[]> Images) Write(NotebookDocument notebook,
        string imageFolder)
    {
        var text = new StringBuilder();
        var images = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (i, cell) in notebook.Cells.Index())
        {
            if (cell.Kind != CellKind.Code)
            {
                text.Append(cell.Source.TrimEnd('\n')).Append("\n\n");
                continue;
            }

            text.Append(Fence(cell.Source, cell.Language ?? notebook.Language));
            foreach (var (j, output) in ShownOutput.Of(cell)
                .Index()) text.Append(Output(output, $"cell-{i + 1}-{j + 1}"));
        }

        return (text.ToString(), images);

        string Output(ShownOutput output, string name)
        {
            var extension = output.MimeType switch
            {
                "image/svg+xml" => ".svg",
                "image/png" => ".png",
                "image/jpeg" => ".jpg",
                _ => null,
            };
            if (extension is null)
                return output.MimeType is "text/html" or "text/markdown" ? output.Text + "\n\n"
                    : Fence(output.Text, "text");
            images[name + extension] = extension == ".svg" ? Encoding.UTF8.GetBytes(output.Text)
                : Convert.FromBase64String(output.Text.ReplaceLineEndings(""));
            return $"![{name}]({imageFolder}/{name}{extension})\n\n";
        }
    }

    private static string Fence(string text, string language)
    {
        if (text.Length == 0) return "";
        // Longer than any row of backticks in the text.
        var ticks =
            new string('`', Math.Max(3, text.Split('\n').Max(line => line.TakeWhile(c => c == '`').Count()) + 1));
        return $"{ticks}{language}\n{text.TrimEnd('\n')}\n{ticks}\n\n";
    }
}

using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Documents;

/// <summary>
/// A Jupyter notebook (nbformat 4). Everything in the file is kept: unknown metadata, the order of keys, the digits
/// of numbers. A notebook in Jupyter's own layout that is read and written is the same, byte for byte.
/// </summary>
public sealed class NotebookDocument
{
    private readonly List<NotebookCell> _cells;

    internal NotebookDocument(JsonObject json)
    {
        Json = json;
        _cells = [.. json["cells"]!.AsArray().Select(cell => new NotebookCell(cell!.AsObject()))];
    }

    /// <summary>The whole notebook as it is stored.</summary>
    public JsonObject Json { get; }

    /// <summary>The cells in order.</summary>
    public IReadOnlyList<NotebookCell> Cells => _cells;

    /// <summary>
    /// The language of code cells that do not name one: from the kernelspec, in lower case, with C#'s several names
    /// as <c>csharp</c>.
    /// </summary>
    public string Language =>
        LanguageName.Normalize(JsonText.At(Json, "metadata", "polyglot_notebook", "kernelInfo", "defaultKernelName"))
        ?? LanguageName.Normalize(JsonText.At(Json, "metadata", "kernelspec", "language"))
        ?? LanguageName.Normalize(JsonText.At(Json, "metadata", "language_info", "name"))
        ?? "csharp";

    /// <summary>An empty C# notebook, nbformat 4.5, with the kernelspec <c>.net-csharp</c>.</summary>
    public static NotebookDocument Create() => new(new JsonObject
    {
        ["cells"] = new JsonArray(),
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = ".NET (C#)",
                ["language"] = "C#",
                ["name"] = ".net-csharp",
            },
            ["language_info"] = new JsonObject
            {
                ["file_extension"] = ".cs",
                ["mimetype"] = "text/x-csharp",
                ["name"] = "C#",
                ["pygments_lexer"] = "csharp",
                ["version"] = "14.0",
            },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    });

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="NotebookException">
    /// The file is missing or malformed; the message has the file, line and column or cell, and what to do.
    /// </exception>
    public static NotebookDocument Read(string path)
    {
        if (path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase) && File.Exists(path))
        {
            throw new NotebookException(
                $"{path} is a script of Polyglot Notebooks: make a notebook of it with `researchkit notebook convert " +
                $"{ShellWord.Of(path)} {ShellWord.Of(Path.ChangeExtension(path, ".ipynb"))}`.");
        }

        if (Directory.Exists(path)) throw new NotebookException($"{path} is a folder: name a notebook in it.");

        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"there is no notebook {path}: check the name and the folder.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"cannot read {path}: {e.Message}", e);
        }

        return NotebookReader.Parse(bytes, path);
    }

    /// <summary>Reads a notebook from its text.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="name">The file name to use in messages.</param>
    /// <exception cref="NotebookException">The text is not a notebook; see <see cref="Read"/>.</exception>
    public static NotebookDocument Parse(string text, string name = "notebook") =>
        NotebookReader.Parse(System.Text.Encoding.UTF8.GetBytes(text), name);

    /// <summary>Inserts a cell before position <paramref name="index"/>; the number of cells appends.</summary>
    public void Insert(int index, NotebookCell cell)
    {
        Json["cells"]!.AsArray().Insert(index, cell.Json);
        _cells.Insert(index, cell);
    }

    /// <summary>Removes the cell at <paramref name="index"/>.</summary>
    public void RemoveAt(int index)
    {
        Json["cells"]!.AsArray().RemoveAt(index);
        _cells.RemoveAt(index);
    }

    /// <summary>An independent copy.</summary>
    public NotebookDocument Clone() => new(Json.DeepClone().AsObject());

    /// <summary>The text of the file: Jupyter's layout, with a final newline.</summary>
    public string ToText() => CanonicalJson.Write(Json) + "\n";

    /// <summary>Writes the notebook whole or not at all.</summary>
    /// <exception cref="FileWriteException">The file cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToText());
}

using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebook convert</c>.</summary>
internal static class NotebookConvertCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("from") { Description = "An .ipynb or .dib file." };
        var target = new Argument<string>("to") { Description = "The file to write, .ipynb or .dib." };
        var command =
            new Command("convert", "Convert between .ipynb and the .dib scripts of Polyglot Notebooks.") { source,
                target };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(source), parsed.GetRequiredValue(target)));
        return command.WithExamples(
            """
            A .dib keeps sources alone: outputs stay behind. For HTML, Markdown or a C# program see `researchkit
            export`.

            Examples:
              researchkit notebook convert old.dib lab.ipynb
              researchkit notebook convert lab.ipynb lab.dib
            """);
    }

    private static int Run(string source, string target)
    {
        TargetPath.CheckFile(target, "");
        var notebook = Read(source);
        switch (Path.GetExtension(target).ToLowerInvariant())
        {
            case ".ipynb":
                notebook.Save(target);
                break;
            case ".dib":
                AtomicFile.Write(target, DibDocument.FromNotebook(notebook));
                break;
            default:
                throw new UserException($"{target}: the name must end in .ipynb or .dib.");
        }

        Messages.Line($"wrote {target}: {notebook.Cells.Count} cells");
        return ExitCode.Success;
    }

    /// <summary>A notebook from either kind of file.</summary>
    public static NotebookDocument Read(string path)
    {
        if (!path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase) || Directory.Exists(path))
            return NotebookDocument.Read(path);
        try
        {
            return DibDocument.ToNotebook(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot read {path}: {e.Message}");
        }
    }
}

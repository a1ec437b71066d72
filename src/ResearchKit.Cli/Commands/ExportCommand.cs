using System.CommandLine;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Exporting;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit export NOTEBOOK --to html|md|cs</c>.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var notebook =
            new Argument<string>("notebook") { Description = "An .ipynb (or .dib) file, with the outputs it has." };
        var to = new Option<string>("--to") { Description = "html, md or cs.", Required = true, HelpName = "format" };
        to.AcceptOnlyFromAmong("html", "md", "cs");
        var output =
            new Option<string?>("--out")
            {
                Description = "The file; without it, beside the notebook.",
                HelpName = "file"
            };
        var command =
            new Command("export", "Write a notebook as a web page, as Markdown or as a C# program.") { notebook, to,
                output };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(notebook), parsed.GetRequiredValue(to), parsed.GetValue(output)));
        return command.WithExamples(
            """
            html  one page, complete in itself: figures, tables and styles inside
            md    Markdown, with the figures as files in NAME_files
            cs    a program for `dotnet run NAME.cs`: cells as statements, values at their ends printed, scripts that
                  they load among them. A variable that a later cell declares again is assigned there, so its type
                  must stay the same. Paths in its code start at the folder that it is run in.

            Examples:
              researchkit export notebooks/02-dpo-pathologies.ipynb --to html --out dpo.html
              researchkit export lab.ipynb --to cs && dotnet run lab.cs
            """);
    }

    private static int Run(string path, string format, string? output)
    {
        if (output is not null) TargetPath.CheckFile(output, "--out");
        var notebook = NotebookConvertCommand.Read(path);
        var target = output ?? Path.ChangeExtension(path, "." + format);
        TargetPath.CheckFile(target, output is null ? "" : "--out");
        if (Path.GetFullPath(target) == Path.GetFullPath(path))
            throw new UserException($"{target} is the notebook itself; choose another --out.");
        var name = Path.GetFileNameWithoutExtension(path);
        if (format == "html")
        {
            AtomicFile.Write(target, HtmlExport.Write(notebook, name));
        }
        else if (format == "md")
        {
            var images = Path.GetFileNameWithoutExtension(target) + "_files";
            var (text, files) = MarkdownExport.Write(notebook, images);
            var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(target))!, images);
            foreach (var (file, bytes) in files) AtomicFile.Write(
                Path.Combine(folder, file), stream => stream.Write(bytes));
            AtomicFile.Write(target, text);
        }
        else
        {
            if (notebook.Language != "csharp")
                throw new UserException($"{path} is in {notebook.Language}, and only C# becomes a C# program.");
            WriteProgram(notebook, Path.GetDirectoryName(Path.GetFullPath(path))!, target);
        }

        Messages.Line($"wrote {target}");
        return ExitCode.Success;
    }

    /// <summary>
    /// The projects of a clone are the program's library. What lies in one clone with the program, or below it, is
    /// named from its place, so that they may be moved together; all else by its full path, so that the program may be.
    /// </summary>
    private static void WriteProgram(NotebookDocument notebook, string folder, string target)
    {
        var clone = ((string[])[AppContext.BaseDirectory, folder, Directory.GetCurrentDirectory()])
            .Select(Repository.TryFind)
            .FirstOrDefault(found => found is not null && File.Exists(ProjectOf(found, "ResearchKit.Notebooks")))
            ?? throw new UserException(
                "--to cs needs a clone of ResearchKit, whose projects the program refers to, and there is none around "
                + $"this program, {folder} or the current folder: run this command in one.");
        var own = Path.GetDirectoryName(Path.GetFullPath(target))!;
        var program = ProgramExport.Write(
            notebook, folder, Place,
            name => ProjectOf(clone, name) is var project && File.Exists(project) ? project : null);
        AtomicFile.Write(target, program.Text);
        foreach (var line in program.Left) Messages.Note($"{target}: {line}");

        string Place(string file) => (IsIn(own, file) || (IsIn(clone.Root, own) && IsIn(clone.Root, file))
            ? Path.GetRelativePath(own, file) : file).Replace('\\', '/');
    }

    private static string ProjectOf(Repository clone, string name) =>
        Path.Combine(clone.Root, "src", name, name + ".csproj");

    private static bool IsIn(string folder, string path) =>
        Path.GetRelativePath(folder, path) is var way && !Path.IsPathRooted(way)
        && way.Split('/', Path.DirectorySeparatorChar)[0] != "..";
}

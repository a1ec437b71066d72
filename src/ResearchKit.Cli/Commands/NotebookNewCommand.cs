using System.CommandLine;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebook new</c>.</summary>
internal static class NotebookNewCommand
{
    /// <summary>What a notebook may refer to of this program.</summary>
    private static readonly string[] Libraries =
        ["TorchSharp", "ResearchKit", "ResearchKit.Figures", "ResearchKit.Experiments"];

    private const string Parameters = "var beta = 0.1; // how far the policy may go from the reference";

    private const string Plot =
        """
        using ResearchKit.Figures;
        var margins = Enumerable.Range(-40, 81).Select(i => i / 10.0).ToArray();
        var losses = margins.Select(m => Math.Log(1 + Math.Exp(-beta * m))).ToArray();
        new Figure("dpo-loss", "DPO's loss of one pair")
            .XAxis("reward margin before beta").YAxis("loss", unit: "nats")
            .Line($"beta = {beta}", margins, losses)
        """;

    public static Command Create()
    {
        var path = new Argument<string>("notebook") { Description = "The .ipynb to write." };
        var command =
            new Command("new", "Write a notebook to start from: references, a parameter cell and a plot.") { path };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path)));
        return command.WithExamples(
            """
            The first cell is for .NET Interactive, in which the notebook runs, too; our own kernel has all of it.

            Examples:
              researchkit notebook new lab.ipynb
            """);
    }

    private static int Run(string path)
    {
        TargetPath.CheckFile(path, "");
        if (!path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            throw new UserException($"{path}: the name must end in .ipynb.");
        if (File.Exists(path)) throw new UserException($"{path} exists already; choose another name.");
        var notebook = NotebookDocument.Create();
        notebook.Insert(0,
            NotebookCell.Create(CellKind.Markdown, "title",
                $"# {Path.GetFileNameWithoutExtension(path)}\n\nChange beta, run all cells, see the curve change."));
        notebook.Insert(1, NotebookCell.Create(CellKind.Code, "references", References(path)));
        notebook.Insert(2, NotebookCell.Create(CellKind.Code, "parameters", Parameters, "parameters"));
        notebook.Insert(3, NotebookCell.Create(CellKind.Code, "plot", Plot));
        notebook.Save(path);
        Messages.Line(
            $"wrote {path}: open it in VS Code or with `researchkit lab`, or run it with "
            + $"`researchkit run {ShellWord.Of(path)}`");
        return ExitCode.Success;
    }

    /// <summary>The references of a notebook beside this program's clone are relative, so that both can be
    /// moved.</summary>
    private static string References(string path)
    {
        var folder = AppContext.BaseDirectory;
        var from = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Repository.TryFind(folder) is { } clone && Repository.TryFind(from)?.Root == clone.Root)
            folder = Path.GetRelativePath(from, folder);
        return "// For .NET Interactive; the kernel of ResearchKit has these already.\n" + string.Join('\n',
            Libraries.Select(name => $"#r \"{Path.Combine(folder, name + ".dll").Replace('\\', '/')}\""));
    }
}

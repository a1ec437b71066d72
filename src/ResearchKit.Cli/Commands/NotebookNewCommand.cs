using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebook new</c>.</summary>
internal static class NotebookNewCommand
{
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
        var command = new Command("new", "Write a notebook to start from: a parameter cell and a plot.") { path };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(path)));
        return command.WithExamples(
            """
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
        notebook.Insert(1, NotebookCell.Create(CellKind.Code, "parameters", Parameters, "parameters"));
        notebook.Insert(2, NotebookCell.Create(CellKind.Code, "plot", Plot));
        notebook.Save(path);
        Messages.Line(
            $"wrote {path}: open it in VS Code or with `researchkit lab`, or run it with "
            + $"`researchkit run {ShellWord.Of(path)}`");
        return ExitCode.Success;
    }
}

using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebook clean</c>.</summary>
internal static class NotebookCleanCommand
{
    public static Command Create()
    {
        var paths =
            new Argument<string[]>("notebooks") { Description = "The .ipynb files.", Arity = ArgumentArity.OneOrMore };
        var check =
            new Option<bool>("--check") { Description = "Change nothing; end with 3 if a notebook is not clean." };
        var command = new Command("clean", "Remove outputs and execution counts.") { paths, check };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(paths), parsed.GetValue(check)));
        return command.WithExamples(
            """
            Sources, metadata and everything else stay byte for byte.

            Examples:
              researchkit notebook clean lab.ipynb
              researchkit notebook clean --check *.ipynb      in a pre-commit hook
            """);
    }

    private static int Run(IEnumerable<string> paths, bool check)
    {
        var changed = 0;
        foreach (var path in paths)
        {
            var notebook = NotebookDocument.Read(path);
            var before = notebook.ToText();
            foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code)) cell.SetExecution([], null);
            if (notebook.ToText() == before) continue;
            changed++;
            if (!check) notebook.Save(path);
            Messages.Line(check ? $"{path} has outputs" : $"cleaned {path}");
        }

        return check && changed > 0 ? ExitCode.Different : ExitCode.Success;
    }
}

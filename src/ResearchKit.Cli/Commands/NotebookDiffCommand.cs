using System.CommandLine;
using ResearchKit.Cli.Terminal;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit notebook diff</c>.</summary>
internal static class NotebookDiffCommand
{
    public static Command Create()
    {
        var left = new Argument<string>("old");
        var right = new Argument<string>("new");
        var command = new Command("diff", "Show which cells of two notebooks differ, and how.") { left, right };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(left), parsed.GetRequiredValue(right)));
        return command.WithExamples(
            """
            Cells are matched by their ids, else by their sources. Outputs are compared as stored; only that they differ
            is said. Ends with 0 if nothing differs and with 3 if something does.

            Examples:
              researchkit notebook diff lab.ipynb lab-0.2.ipynb
            """);
    }

    private static int Run(string oldPath, string newPath)
    {
        var (before, after) = (NotebookConvertCommand.Read(oldPath), NotebookConvertCommand.Read(newPath));
        var unmatched = before.Cells.ToList();
        var differences = 0;
        foreach (var (i, cell) in after.Cells.Index())
        {
            var match = unmatched.Find(old => cell.Id.Length > 0 && old.Id == cell.Id)
                ?? unmatched.Find(old => old.Source == cell.Source);
            if (match is not null) unmatched.Remove(match);
            differences += Compare(match, cell, $"cell {i + 1}{(cell.Id.Length > 0 ? $" ({cell.Id})" : "")}");
        }

        foreach (var cell in unmatched)
        {
            differences++;
            Messages.Line($"removed {cell.Id}", "red");
            Print('-', cell.Source.Split('\n'), "red");
        }

        if (differences == 0) Messages.Line("no cell differs");
        return differences == 0 ? ExitCode.Success : ExitCode.Different;
    }

    private static int Compare(NotebookCell? before, NotebookCell after, string name)
    {
        if (before is null)
        {
            Messages.Line($"added {name}", "green");
            Print('+', after.Source.Split('\n'), "green");
            return 1;
        }

        var outputs = before.Outputs.ToJsonString() != after.Outputs.ToJsonString();
        if (before.Source == after.Source)
        {
            if (outputs) Messages.Line($"outputs of {name} differ");
            return outputs ? 1 : 0;
        }

        Messages.Line($"changed {name}{(outputs ? ", outputs too" : "")}");
        var (old, now) = (before.Source.Split('\n'), after.Source.Split('\n'));
        var head = old.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        var tail = old.Skip(head).Reverse().Zip(now.Skip(head).Reverse()).TakeWhile(pair => pair.First == pair.Second)
            .Count();
        Print('-', old[head..^tail], "red");
        Print('+', now[head..^tail], "green");
        return 1;
    }

    private static void Print(char sign, IEnumerable<string> lines, string color)
    {
        foreach (var line in lines) Messages.Line($"  {sign} {line}", color);
    }
}

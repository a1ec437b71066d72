using System.CommandLine;
using ResearchKit.Cli.Drawing;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Cli.Terminal;
using ResearchKit.Figures;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit figures</c>: figures of a reproduction as files for papers and slides.</summary>
internal static class FiguresCommand
{
    public static Command Create()
    {
        var names = new Argument<string[]>("figures")
        {
            Description = "Notebooks (02) or figures (02/beta, beta-sweep), by the beginning of their names. "
                + "[default: all]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var paper = new Option<bool>("--paper")
        {
            Description = "For print: 3.25 and 5.5 inches wide, type of 7 to 8 points, no headline inside, told "
                + "apart without color, too.",
        };
        var column = new Option<PaperColumn?>("--column")
        {
            Description = "With --paper, one width only: single (3.25 inches) or full (5.5 inches).",
            HelpName = "single|full",
        };
        var results = new Option<string?>("--results")
        {
            Description = "The folder that `reproduce` filled. [default: artifacts/ in the clone]",
            HelpName = "folder",
        };
        var output = new Option<string>("--out")
        {
            Description = "The folder for the files.", HelpName = "folder", DefaultValueFactory = _ => "figures",
        };
        var command = new Command("figures", "Write figures as vector PDF and SVG, for papers and slides.")
        {
            names, paper, column, results, output,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(names)!, parsed.GetValue(paper), parsed.GetValue(column), parsed.GetValue(results),
            parsed.GetValue(output)!));
        return command.WithExamples(
            """
            Figures are drawn again from the values that `reproduce` left beside them (NAME.figure.json); no notebook is
            run. Files are OUT/NOTEBOOK/NAME.pdf and .svg, and with --paper NAME-single and NAME-full, one for each
            width. Fonts are embedded. The same figure gives the same bytes.

            In LaTeX: \includegraphics{02-dpo-pathologies/beta-sweep-single} without a width, so that type keeps its
            size; the figure's caption stands in NAME.txt.

            Examples:
              researchkit figures --paper
              researchkit figures 02/gradient 07 --paper --column single --out ~/paper/figures
              researchkit figures 03/weights --out slides
            """);
    }

    private static int Run(string[] names, bool paper, PaperColumn? column, string? results, string output)
    {
        if (column is not null && !paper) throw new UserException("--column is a width in print: add --paper.");
        // A number that is no width is a value of the enumeration, too.
        if (column is { } width && !Enum.IsDefined(width))
            throw new UserException($"--column {width}: one of single, full.");
        var folder = results ?? Repository.Find().DefaultArtifactFolder;
        InputPath.CheckFolder(folder, results is null ? "results" : "--results");
        TargetPath.CheckFolder(output, "--out");
        var figures = StoredFigures.Read(folder, names);
        PaperColumn?[] columns = paper ? column is null ? [PaperColumn.Single, PaperColumn.Full] : [column] : [null];
        var files = 0;
        foreach (var figure in figures) files += figure.Write(output, columns);
        var place = ReproduceCommand.Relative(Path.GetFullPath(output));
        Messages.Line($"{figures.Count} {(figures.Count == 1 ? "figure" : "figures")}, {files} files in {place}");
        return ExitCode.Success;
    }
}

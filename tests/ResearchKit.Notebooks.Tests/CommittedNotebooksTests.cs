using System.Diagnostics;
using System.Text.RegularExpressions;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Notebooks.Tests;

/// <summary>What every notebook of the repository keeps to, whatever it is about.</summary>
public sealed partial class CommittedNotebooksTests
{
    public static TheoryData<string> Paths =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb")
        .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void IsStoredInCanonicalForm(string file)
    {
        var text = File.ReadAllText(PathOf(file));
        Assert.Equal(text, NotebookDocument.Parse(text, file).ToText());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void BeginsWithReferencesAndOneParametersCell(string file)
    {
        var code = NotebookDocument.Read(PathOf(file)).Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        Assert.Equal("references", code[0].Id);
        Assert.All(code[0].Source.Split('\n').Skip(1), line =>
            Assert.Matches("""^#r "\.\./src/ResearchKit\.Cli/bin/Release/net10\.0/[\w.]+\.dll"$""", line));
        Assert.Contains("parameters", code[1].Tags);
        Assert.Single(code, cell => cell.Tags.Contains("parameters"));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void EveryCellThatAClaimNamesExists(string file)
    {
        var cells = NotebookDocument.Read(PathOf(file)).Cells;
        var ids = cells.Select(cell => cell.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
        var named = cells.SelectMany(cell => NamedCell().Matches(cell.Source)).Select(match => match.Groups[1].Value);
        Assert.Empty(named.Except(ids));
    }

    // nbformat is Jupyter's own reader and holds the schema: an optional part (environment/install-optional.sh
    // jupyter).
    [Theory]
    [MemberData(nameof(Paths))]
    public void JupytersReaderFindsItValid(string file)
    {
        const string check = "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4))";
        Assert.SkipUnless(Python("-c", "import nbformat").ExitCode == 0,
            "nbformat for /usr/bin/python3 is not installed");
        var (exitCode, error) = Python("-c", check, PathOf(file));
        Assert.True(exitCode == 0, error);
    }

    private static (int ExitCode, string Error) Python(params string[] arguments)
    {
        const string interpreter = "/usr/bin/python3";
        if (!File.Exists(interpreter)) return (-1, "no python3");
        using var process =
            Process.Start(new ProcessStartInfo(interpreter, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    [GeneratedRegex("""\bcell: "([^"]+)"\)""")]
    private static partial Regex NamedCell();

    private static string PathOf(string file) => Path.Combine(Repository.Root, "notebooks", file);
}

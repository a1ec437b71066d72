using System.Diagnostics;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Tests;

/// <summary>What a process printed and returned.</summary>
internal sealed record ProcessResult(int ExitCode, string Stdout, string Stderr);

/// <summary>A tiny clone in a temporary folder, and the real command run in it.</summary>
internal sealed class TestClone : IDisposable
{
    /// <summary>A cell that declares a result without the library's figures: its text and provenance.</summary>
    public const string NoteType =
        """
        using ResearchKit.Figures;
        sealed record Note(string Name, string Text, string Extension = ".txt") : IArtifact
        {
            public IEnumerable<ArtifactFile> Files(Provenance p) =>
                [new(Extension, Extension == ".txt" ? $"{Text}; {p}\n" : Text)];
        }
        """;

    private static readonly string Dll = Path.Combine(AppContext.BaseDirectory, "ResearchKit.Cli.dll");

    public TestClone()
    {
        Root = Directory.CreateTempSubdirectory("researchkit-clone-").FullName;
        File.WriteAllText(Path.Combine(Root, "ResearchKit.sln"), "");
        Directory.CreateDirectory(Path.Combine(Root, "notebooks"));
    }

    public string Root { get; }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    public string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    /// <summary>Writes a notebook; a cell whose source begins with <c>//tag:</c> has that tag.</summary>
    public TestClone Notebook(string name, params string[] cells)
    {
        var notebook = NotebookDocument.Create();
        foreach (var (i, source) in cells.Index())
        {
            var tags = source.StartsWith("//tag:", StringComparison.Ordinal)
                ? [source.Split('\n')[0]["//tag:".Length..]] : Array.Empty<string>();
            notebook.Insert(i, NotebookCell.Create(CellKind.Code, $"c{i + 1}", source, tags));
        }

        notebook.Save(PathOf("notebooks", name + ".ipynb"));
        return this;
    }

    public ProcessResult Run(params string[] arguments) => RunIn(Root, arguments);

    public ProcessResult RunIn(string folder, params string[] arguments)
    {
        using var process = Start(folder, "dotnet", [Dll, .. arguments]);
        return Finish(process);
    }

    /// <summary>Runs the command anywhere, with an environment variable set.</summary>
    public static ProcessResult RunWith((string Name, string Value) variable, string folder, params string[] arguments)
    {
        using var process = Start(folder, "dotnet", [Dll, .. arguments], variable);
        return Finish(process);
    }

    public Process Start(params string[] arguments) => Start(Root, "dotnet", [Dll, .. arguments]);

    /// <summary>Runs a shell script in which <c>$RK</c> is the command.</summary>
    public ProcessResult Shell(params string[] command)
    {
        using var process = Start(Root, command[0], command[1..], ("RK", $"dotnet {Dll}"));
        return Finish(process);
    }

    public static ProcessResult Finish(Process process)
    {
        var stderr = process.StandardError.ReadToEndAsync();
        var stdout = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProcessResult(process.ExitCode, stdout, stderr.Result);
    }

    private static Process Start(string folder, string program, IEnumerable<string> arguments,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// A C# session: cells share variables, types and usings, as in a notebook. It knows nothing of files or of a wire
/// protocol; what a cell puts out goes to the <see cref="ICellOutput"/> it was started with.
/// </summary>
/// <remarks>One cell runs at a time. A cell that fails keeps what it had declared and assigned before.</remarks>
public sealed class CSharpSession : INotebookSession
{
    private readonly FormatterRegistry _formatters = new();
    private readonly Directives _directives;
    private readonly Tracebacks _tracebacks;
    private readonly List<MetadataReference> _references = [.. HostReferences.Create()];
    private readonly LibraryVersions _versions = new();
    private readonly Dictionary<string, (Func<MetadataReference> Create, MetadataReference Reference)> _libraries = [];
    private readonly List<Func<MetadataReference>> _added = [];
    private readonly List<string> _accepted = [];
    private readonly CellModules _modules = new();
    private readonly SubmissionChain _chain;
    private readonly CellStops _stops = new();
    private ScriptOptions _options;
    private bool _leftOutUsings;

    /// <summary>A fresh session. The first cell of a process pays for starting the compiler.</summary>
    public CSharpSession(SessionOptions sessionOptions)
    {
        var folder = Path.GetFullPath(sessionOptions.BaseDirectory);
        _tracebacks = new Tracebacks(folder);
        _chain = new SubmissionChain(_modules, new LoadedScripts(folder, stoppable: true));
        _directives = new Directives(this, sessionOptions with { BaseDirectory = folder });
        _options = ScriptOptions.Default
            .WithReferences(_references)
            .WithImports(HostReferences.Usings.Add("ResearchKit.Notebooks.Formatting.NotebookFunctions"))
            .WithLanguageVersion(LanguageVersion.Preview)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(System.Text.Encoding.UTF8)
            .WithSourceResolver(new LoadedScripts(folder, stoppable: false))
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder));
    }

    /// <summary>The variables that cells have declared, by name; of two with one name, the later.</summary>
    public IReadOnlyDictionary<string, SessionVariable> Variables
    {
        get
        {
            var variables = new SortedDictionary<string, SessionVariable>(StringComparer.Ordinal);
            foreach (var variable in _chain.Variables) variables[variable.Name] = variable;
            return variables;
        }
    }

    /// <summary>Grows whenever there is more that cells may refer to: packages, files, library cells, an
    /// engine.</summary>
    internal int ReferenceVersion { get; private set; } = 1;

    /// <summary>The namespaces and static classes that are open in every cell.</summary>
    internal ImmutableArray<string> Imports => _options.Imports;

    /// <summary>The C# of the cells so far that compiled, in order, for an editor that completes the next
    /// one.</summary>
    internal IReadOnlyList<string> Accepted => _accepted;

    /// <summary>Runs one cell to its end.</summary>
    /// <param name="source">The cell's text, with directives and magics.</param>
    /// <param name="label">How messages call it: <c>cell 3</c>.</param>
    /// <param name="output">Receives everything that the cell puts out, its error included.</param>
    /// <param name="interrupt">Stops the cell, also a busy loop; the session stays usable.</param>
    /// <param name="language">
    /// The cell's language: <c>csharp</c>, or one that is shown (<c>html</c>, <c>markdown</c>, <c>javascript</c>).
    /// </param>
    public CellStatus Execute(
        string source, string label, ICellOutput output, CancellationToken interrupt = default,
        string language = "csharp")
    {
        var outer = DisplayContext.Current;
        ConsoleRouter.Install();
        var guarded = new GuardedOutput(output);
        var number = _stops.Begin();
        DisplayContext.Current = new DisplayContext(guarded, _formatters, () => _stops.IsStopped(number));
        try
        {
            var status = CellThread.Run(
                async token =>
                {
                    _modules.Renew();
                    await using var stop = token.Register(Stop);
                    return await RunAsync(source, label, language, token);
                },
                Abandon, interrupt);
            return status;
        }
        catch (Exception e) when (e is not (NotebookException or OutOfMemoryException))
        {
            // What an `async void` function throws comes out of the cell's thread.
            var error = _tracebacks.Exception(e, label);
            var message = $"{e.Message} (not caught in {label})";
            guarded.Error(
                error with { Message = message, Traceback = [$"{error.Name}: {message}", .. error.Traceback.Skip(1)] });
            return CellStatus.Failed;
        }
        finally
        {
            DisplayContext.Current = outer;
        }

        void Stop()
        {
            _stops.Stop();
            _modules.Stop();
        }

        void Abandon(Thread thread)
        {
            guarded.Close();
            _stops.Abandon(thread);
        }
    }

    /// <summary>What cells may refer to, read afresh for another compiler; see
    /// <see cref="HostReferences.Create"/>.</summary>
    internal IEnumerable<MetadataReference> CreateReferences() =>
        HostReferences.Create().Concat(_added.Select(create => create()));

    /// <summary>Adds what <c>#r</c> names to the references of the cells that follow.</summary>
    internal void Reference(Func<MetadataReference> create)
    {
        var reference = create();
        _added.Add(create);
        _references.Add(reference);
        _options = _options.AddReferences(reference);
        ReferenceVersion++;
    }

    /// <summary>Compiles from now on against the engine that has been chosen.</summary>
    internal void ReferToEngine()
    {
        ReferenceVersion++;
        if (_accepted.Count > 0)
        {
            // The compiler keeps the first of two references with one identity.
            DisplayContext.Current!.Output.Stream(
                "stderr",
                "libtorch computes from here on. Cells after the first know only what both engines have: let this line "
                + "stand in the first cell to use all of TorchSharp.\n");
            return;
        }

        _references.Clear();
        _references.AddRange(CreateReferences());
        _options = _options.WithReferences(_references);
    }

    /// <summary>Runs text inside the running cell, for <c>#!import</c>. A failure is thrown.</summary>
    internal async Task RunInsideAsync(string source, string label, string language, CancellationToken interrupt)
    {
        foreach (var part in CellText.Split(source, language))
        {
            if (part.Language == "csharp") await RunCSharpAsync(part.Code, label, interrupt);
            else Show(part, label);
        }
    }

    private static void Show(CellPart part, string label)
    {
        if (part.Language is "html" or "javascript" or "mermaid" && CellText.ShareLine(part.Code) is { } line)
        {
            throw CellException.At(
                label, line,
                "#!share: this text goes to the page as it is and sees no variables of C#. Write it in a C# cell, "
                + "with the value in it: Javascript($\"show({JsonSerializer.Serialize(value)})\") or HTML($\"...\")");
        }

        if (part.Language == "mermaid")
        {
            DisplayContext.Current!.Show(Mermaid(part.Code.Trim('\n')));
            return;
        }

        var mimeType = part.Language switch
        {
            "html" => "text/html",
            "markdown" => "text/markdown",
            "javascript" => "application/javascript",
            _ => throw CellException.At(
                label, part.Line,
                $"cells in {part.Language} cannot run here: write the step in C#, or call the other program with "
                + "System.Diagnostics.Process; HTML, Markdown, JavaScript and Mermaid cells are shown"),
        };
        DisplayContext.Current!.Show(new RichContent(mimeType, part.Code.Trim('\n')));
    }

    /// <summary>JupyterLab, GitHub and VS Code's Markdown draw the diagram; elsewhere its text is shown.</summary>
    private static RichContent Mermaid(string diagram) => new("text/markdown", $"```mermaid\n{diagram}\n```");

    private async Task<CellStatus> RunAsync(string source, string label, string language, CancellationToken interrupt)
    {
        CellError error;
        try
        {
            await RunInsideAsync(source, label, language, interrupt);
            return CellStatus.Ok;
        }
        catch (CellException e)
        {
            error = e.Error;
        }
        catch (Exception e)
        {
            error = _tracebacks.Exception(e, label);
        }

        if (interrupt.IsCancellationRequested) return CellStatus.Interrupted;
        DisplayContext.Current!.Output.Error(error);
        return CellStatus.Failed;
    }

    private async Task RunCSharpAsync(string source, string label, CancellationToken interrupt)
    {
        // A cell that was given up comes back here when the library that it was in returns.
        interrupt.ThrowIfCancellationRequested();
        var (found, code) = CellText.Extract(source);
        await _directives.RunAsync(found, label, interrupt);
        if (string.IsNullOrWhiteSpace(code)) return;
        using var timer = _directives.Timer(found);
        if (LibraryCode.IsNeededFor(code))
        {
            var (library, rest) = LibraryCode.Split(code);
            DeclareLibrary(library, label);
            if (!HasCode(rest)) return;
            code = rest;
        }

        var cellOptions = _options.WithFilePath(label);
        var submission = _chain.Compile(code, cellOptions, interrupt, out var diagnostics);
        if (submission is null && InteractiveUsings.Without(code) is { } ours)
        {
            submission = _chain.Compile(ours, cellOptions, interrupt, out diagnostics);
            code = ours;
            _leftOutUsings = true;
        }

        if (submission is null)
        {
            var hint = InteractiveUsings.HintFor(diagnostics, source, _leftOutUsings);
            throw new CellException(_tracebacks.Compilation(diagnostics, hint));
        }

        _accepted.Add(code);
        // A submission sees what the one before it references: naming two hundred assemblies again costs each cell
        // a megabyte that is never freed.
        _options = _options.WithReferences(Array.Empty<MetadataReference>());
        object? value;
        try
        {
            value = await _chain.RunAsync(submission);
        }
        catch (Exception e) when (e is not CellException && !interrupt.IsCancellationRequested)
        {
            throw new CellException(_tracebacks.Exception(e, label));
        }

        if (value is not null) DisplayContext.Current!.ShowResult(value);
    }

    private void DeclareLibrary(string code, string label)
    {
        var result = LibraryCode.Compile(code, label,
            former => _references.Where(r => r != _libraries.GetValueOrDefault(former).Reference), _versions, _modules);
        if (result.Image is not { } image)
            throw new CellException(_tracebacks.Compilation([.. result.Errors], LibraryCode.HintFor(result.Errors)));
        // In place of what the cell declared when it ran before.
        if (_libraries.TryGetValue(result.Name, out var former))
        {
            _references.Remove(former.Reference);
            _added.Remove(former.Create);
        }

        MetadataReference Create() => MetadataReference.CreateFromImage(image);
        Func<MetadataReference> create = Create;
        Reference(create);
        _libraries[result.Name] = (create, _references[^1]);
        if (result.Namespace is { } opened && !_options.Imports.Contains(opened))
            _options = _options.AddImports(opened);
    }

    private static bool HasCode(string text) =>
        CSharpSyntaxTree.ParseText(text, CellText.ParseOptions).GetCompilationUnitRoot() is { Members.Count: > 0 }
        or { Usings.Count: > 0 };
}

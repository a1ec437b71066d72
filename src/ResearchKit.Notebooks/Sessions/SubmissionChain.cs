using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// The cells of a session as a chain of script submissions: each sees what those before it declare. The compiler's
/// own runner is not used, since its assemblies can neither be stopped in a loop nor guard against endless recursion;
/// see <see cref="CellAssembly"/>.
/// </summary>
/// <param name="modules">Receives the assemblies.</param>
/// <param name="loaded">Reads what <c>#load</c> names, with checks.</param>
internal sealed class SubmissionChain(CellModules modules, LoadedScripts loaded)
{
    // What the compiler's code expects: slot 0 is for a host object, then one object with the variables of each
    // submission.
    private object?[] _states = new object?[64];
    private int _count = 1;
    private Script<object>? _last;
    private Script<object>? _beforeLast;

    /// <summary>The variables of all cells, the oldest first.</summary>
    public IEnumerable<SessionVariable> Variables =>
        _states.Take(_count).OfType<object>().SelectMany(state => state.GetType().GetTypeInfo().DeclaredFields
            // The compiler's own fields, such as those for earlier cells, have names that C# cannot have.
            .Where(variable => variable.IsPublic && variable.Name[0] != '<')
            .Select(variable => new SessionVariable(variable.Name, variable.FieldType, variable.GetValue(state))));

    /// <summary>Compiles a cell after those that are there.</summary>
    /// <param name="code">Its C#.</param>
    /// <param name="options">References are added to those of earlier cells.</param>
    /// <param name="interrupt">Stops the compiler.</param>
    /// <param name="diagnostics">What the compiler says.</param>
    /// <returns>What <see cref="RunAsync"/> takes, or null after an error.</returns>
    public Submission? Compile(
        string code, ScriptOptions options, CancellationToken interrupt, out ImmutableArray<Diagnostic> diagnostics)
    {
        DropWhatNeverBegan();
        var written = Script(code, options);
        var compilation = written.GetCompilation();
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == options.FilePath);
        var stoppable = StopChecks.Insert(tree, () => compilation.GetSemanticModel(tree));
        if (stoppable != code || compilation.SyntaxTrees.Skip(1).Any())
        {
            var submission = Emit(Script(stoppable, options.WithSourceResolver(loaded)), interrupt, out diagnostics);
            if (submission is not null) return submission;
        }

        // Errors have the positions of the code as it was written.
        return Emit(written, interrupt, out diagnostics);
    }

    private Script<object> Script(string code, ScriptOptions options) =>
        _last is null ? CSharpScript.Create<object>(code, options) : _last.ContinueWith<object>(code, options);

    private Submission? Emit(
        Script<object> script, CancellationToken interrupt, out ImmutableArray<Diagnostic> diagnostics)
    {
        var compilation = script.GetCompilation();
        if (!HasMembers(compilation))
        {
            diagnostics = compilation.GetDiagnostics(interrupt);
            return diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? null : new Submission(script, null);
        }

        (var image, var symbols, diagnostics) = CellAssembly.Emit(compilation, interrupt);
        if (image is null) return null;
        var assembly = SessionAssemblies.AddImage(compilation.AssemblyName!, image, symbols);
        modules.Add(assembly);
        var entry = compilation.GetEntryPoint(interrupt)!;
        var method = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new Submission(script, method.CreateDelegate<Func<object?[], Task<object>>>());
    }

    /// <summary>
    /// Runs a compiled cell; its value is null if it does not end with an expression. What it declares stays, also
    /// when it throws.
    /// </summary>
    public Task<object> RunAsync(Submission submission)
    {
        _beforeLast = _last;
        _last = submission.Script;
        if (submission.Run is not { } run) return Task.FromResult<object>(null!);
        if (_count == _states.Length) Array.Resize(ref _states, 2 * _count);
        _states[_count++] = null;
        return run(_states);
    }

    /// <summary>A cell that was stopped before its first statement has no variables that others could see.</summary>
    private void DropWhatNeverBegan()
    {
        if (_count == 1 || _states[_count - 1] is not null) return;
        _count--;
        _last = _beforeLast;
    }

    private static bool HasMembers(Compilation compilation) =>
        compilation.SyntaxTrees.Any(tree => tree.GetRoot() is CompilationUnitSyntax { Members.Count: > 0 });
}

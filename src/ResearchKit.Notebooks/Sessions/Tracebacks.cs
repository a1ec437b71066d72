using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Tells a failure in cells and lines; paths of the machine and the plumbing between cells are left
/// out.</summary>
internal sealed partial class Tracebacks(string baseDirectory)
{
    private const int MostFrames = 40;

    private static readonly string[] Plumbing =
    [
        "System.Runtime.", "System.Threading.", "System.Reflection.", "Microsoft.CodeAnalysis.",
        "ResearchKit.Notebooks.Sessions.", "ResearchKit.Notebooks.Formatting.", "ResearchKit.Kernel.", "System.Console",
        "System.IO.SyncTextReader",
        "System.RuntimeMethodHandle", "System.RuntimeType", "System.ThrowHelper", "System.Environment",
    ];

    /// <summary>Errors that the compiler found.</summary>
    /// <param name="diagnostics">What the compiler says.</param>
    /// <param name="hint">What else may help.</param>
    public CellError Compilation(ImmutableArray<Diagnostic> diagnostics, string? hint = null)
    {
        var lines = new List<string>();
        string? first = null;
        foreach (var error in diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .OrderBy(d => d.Location.SourceSpan.Start))
        {
            var span = error.Location.GetLineSpan();
            var where = $"{Shorten(span.Path)}, line {span.StartLinePosition.Line + 1}";
            var message = $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
            first ??= $"{message} ({where})";
            lines.Add($"{where}: error {message}");
            if (error.Location.SourceTree is not { } tree) continue;
            var source = tree.GetText().Lines[span.StartLinePosition.Line].ToString();
            // A library cell's namespace is none of the user's.
            var added = AddedNamespace().Match(source);
            var before = added.Index < span.StartLinePosition.Character ? added.Length : 0;
            lines.Add("    " + source.Remove(added.Index, added.Length).TrimEnd());
            lines.Add("    " + Indent(source, span.StartLinePosition.Character)[before..] + Underline(source, span));
        }

        if (hint is not null) lines.Add(hint);
        return new CellError("CompilationError", first ?? "the code does not compile", lines);
    }

    /// <summary>An exception that a cell threw.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="label">The running cell: its outermost line is the one named first.</param>
    public CellError Exception(Exception exception, string label)
    {
        while (exception is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 }
            && exception.InnerException is { } inner)
        {
            exception = inner;
        }

        var name = PlainText.TypeName(exception.GetType());
        var frames = Frames(exception).ToList();
        var position = frames.LastOrDefault(f => f.Source == label) ?? frames.LastOrDefault(f => f.Source is not null);
        var where = position is null ? label : $"{position.Source}, line {position.Line}";
        var trace = new List<string> { $"{name}: {exception.Message}" };
        trace.AddRange(Shown(frames).Select(f => "  at " + f));
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
            trace.Add($"caused by {PlainText.TypeName(cause.GetType())}: {cause.Message}");
        return new CellError(name, $"{exception.Message} ({where})", trace);
    }

    /// <summary>A path as the user wrote it: relative to the notebook; cells are named as they are.</summary>
    public string Shorten(string path)
    {
        var prefix = baseDirectory + Path.DirectorySeparatorChar;
        return path.StartsWith(prefix, StringComparison.Ordinal) ? path[prefix.Length..].Replace('\\', '/')
            : Path.IsPathRooted(path) ? Path.GetFileName(path)
            : path;
    }

    /// <summary>Where a recursion has no end, its first and last calls tell enough.</summary>
    private static IEnumerable<Frame> Shown(List<Frame> frames) =>
        frames.Count <= MostFrames ? frames
        : [
            .. frames.Take(MostFrames / 2),
            new Frame($"... {frames.Count - MostFrames} more calls ...", null, 0),
            .. frames.TakeLast(MostFrames / 2),
        ];

    private IEnumerable<Frame> Frames(Exception exception)
    {
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method) continue;
            if (type.Assembly.GetName().Name is ['ℛ', ..] && frame.GetFileName() is { } file)
            {
                yield return new Frame(Function(method), Shorten(file), frame.GetFileLineNumber());
            }
            else if (!Plumbing.Any(p => (type.FullName ?? "").StartsWith(p, StringComparison.Ordinal))
                && !CompilerName().IsMatch(type.FullName ?? ""))
            {
                yield return new Frame($"{type.FullName}.{method.Name}", null, 0);
            }
        }
    }

    /// <summary>The name that the user gave, if the frame is a function and not the cell itself.</summary>
    private static string? Function(MethodBase method)
    {
        var local = LocalFunction().Match(method.Name);
        if (local.Success) return local.Groups[1].Value;
        var state = StateMachine().Match(method.DeclaringType!.Name);
        if (state.Success) return state.Groups[1].Value;
        return CompilerName().IsMatch(method.Name) || CompilerName().IsMatch(method.DeclaringType.Name) ? null
            : method.Name;
    }

    /// <summary>What an editor would underline, up to the end of its first line.</summary>
    private static string Underline(string source, FileLinePositionSpan span)
    {
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        var last = end.Line == start.Line ? end.Character : source.TrimEnd().Length;
        return new string('^', Math.Max(1, last - start.Character));
    }

    private static string Indent(string source, int column) =>
        new([.. source.Take(column).Select(c => c == '\t' ? '\t' : ' ')]);

    [GeneratedRegex(@"namespace ResearchKit_Cells_\d+ \{ ")]
    private static partial Regex AddedNamespace();

    [GeneratedRegex(@"[<>]")]
    private static partial Regex CompilerName();

    [GeneratedRegex(@"^<.*>g__(\w+)\|")]
    private static partial Regex LocalFunction();

    [GeneratedRegex(@"^<(\w+)>d__")]
    private static partial Regex StateMachine();

    private sealed record Frame(string? Function, string? Source, int Line)
    {
        public override string ToString() =>
            Source is null ? Function! : Function is null ? $"{Source}, line {Line}"
            : $"{Function} ({Source}, line {Line})";
    }
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// The usings of <c>Microsoft.DotNet.Interactive</c> in notebooks written for it. Its display functions are here
/// without a using, so such a line is left out where its package is not referenced.
/// </summary>
internal static class InteractiveUsings
{
    private const string Name = "Microsoft.DotNet.Interactive";

    private const string Hint =
        "The API of .NET Interactive is not here: display, HTML, Formatter and their like need no using. PocketView "
        + "(h1, div, ...) comes with #r \"nuget: Microsoft.DotNet.Interactive.Formatting, *-*\", or write "
        + "HTML(\"...\"). Kernel has no counterpart: write x.Display() for "
        + "KernelInvocationContext.Current.Display(x), and GetInputAsync(\"...\") to ask the user.";

    private static readonly string[] UnknownName = ["CS0103", "CS0234", "CS0246"];

    // Its types that notebooks use without a using, as the compiler names them; our Formatter has no type argument.
    private static readonly string[] Theirs = ["'Kernel'", "'KernelInvocationContext'", "'Formatter'", "'Formatter<>'"];

    /// <summary>What to add to the errors of a cell that may need more of it, or null.</summary>
    /// <param name="errors">What the compiler said.</param>
    /// <param name="code">The cell.</param>
    /// <param name="earlier">Whether a using of it has been left out of this session.</param>
    public static string? HintFor(IEnumerable<Diagnostic> errors, string code, bool earlier)
    {
        var written = earlier || code.Contains(Name, StringComparison.Ordinal);
        return errors.Any(e => UnknownName.Contains(e.Id) && (written || Names(e)) || e.Id == "CS0308" && Names(e))
            ? Hint : null;
    }

    private static bool Names(Diagnostic error) =>
        Theirs.Any(error.GetMessage(CultureInfo.InvariantCulture).Contains);

    /// <summary>The code without those lines, whose places stay empty; null if it has none.</summary>
    public static string? Without(string code)
    {
        if (!code.Contains(Name, StringComparison.Ordinal)) return null;
        var root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetCompilationUnitRoot();
        var text = code.ToCharArray();
        var found = root.Usings.Where(line =>
            line.NamespaceOrType.ToString().StartsWith(Name, StringComparison.Ordinal)).ToList();
        foreach (var line in found) text.AsSpan(line.SpanStart, line.Span.Length).Fill(' ');
        return found.Count > 0 ? new string(text) : null;
    }
}

using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Lets the loops of a cell's statements ask whether they are to stop. The compiler does so for functions and types
/// (see <see cref="CellModules"/>), but not for the statements of a script and the lambdas in them. Lines stay.
/// </summary>
internal static class LoopChecks
{
    /// <summary>The code of the session's first submission: a function that asks, as any function does.</summary>
    public const string Declaration =
        $"[{Inlined}(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)] static void {Name}() {{ }}";

    private const string Name = "ResearchKit_StopIfInterrupted";
    private const string Inlined = "System.Runtime.CompilerServices.MethodImpl";
    private const string Call = $" {Name}();";

    /// <summary>The code with calls in its loops.</summary>
    public static string Insert(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetRoot();
        var calls = new List<(int Position, string Text)>();
        foreach (var node in root.DescendantNodes(descendIntoChildren: node => !IsFunctionOrType(node)))
        {
            var body = node switch
            {
                WhileStatementSyntax loop => loop.Statement,
                DoStatementSyntax loop => loop.Statement,
                ForStatementSyntax loop => loop.Statement,
                CommonForEachStatementSyntax loop => loop.Statement,
                _ => null,
            };
            if (node is LabeledStatementSyntax label) calls.Add((label.ColonToken.Span.End, Call));
            else if (body is BlockSyntax block) calls.Add((block.OpenBraceToken.Span.End, Call));
            else if (body is not null) calls.AddRange([(body.SpanStart, "{" + Call + " "), (body.Span.End, " }")]);
        }

        if (calls.Count == 0) return code;
        var text = new StringBuilder(code);
        foreach (var (position, call) in calls.OrderByDescending(call => call.Position)) text.Insert(position, call);
        return text.ToString();
    }

    private static bool IsFunctionOrType(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or TypeDeclarationSyntax;
}

using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Lets the loops of a cell, and what follows each of its statements, ask whether they are to stop (see
/// <see cref="CellStop"/>). The compiler does so for functions and types (see <see cref="CellModules"/>), but not for
/// the statements of a script and the lambdas in them, and not for a cell that was given up when others run. Lines
/// stay.
/// </summary>
internal static class StopChecks
{
    private const string Stop = "global::ResearchKit.Notebooks.Sessions.CellStop";
    private const string Call = $" if ({Stop}.Requested) {Stop}.Check();";

    /// <summary>The code with its checks.</summary>
    public static string Insert(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetCompilationUnitRoot();
        var calls = root.Members.Skip(1)
            .Where(member => member is GlobalStatementSyntax or FieldDeclarationSyntax)
            .Select(member => (Position: member.SpanStart, Text: Call + " ")).ToList();
        foreach (var node in root.DescendantNodes())
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
}

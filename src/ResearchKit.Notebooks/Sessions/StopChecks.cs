using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Lets the loops of a cell, its lambdas (which a loop of a library may call), and what follows each of its statements
/// ask whether they are to stop (see <see cref="CellStop"/>). The compiler does so for functions and types (see
/// <see cref="CellModules"/>), but not for the statements of a script and the lambdas in them, and not for a cell that
/// was given up when others run. Lines stay.
/// </summary>
internal static class StopChecks
{
    private const string Stop = "global::ResearchKit.Notebooks.Sessions.CellStop";
    private const string Call = $" if ({Stop}.Requested) {Stop}.Check();";

    /// <summary>The code with its checks.</summary>
    /// <param name="tree">The code.</param>
    /// <param name="model">What its expressions mean; asked only where there are lambdas. Null leaves out those that
    /// are expressions.</param>
    public static string Insert(SyntaxTree tree, Func<SemanticModel>? model)
    {
        var root = (CompilationUnitSyntax)tree.GetRoot();
        var calls = root.Members.Skip(1)
            .Where(member => member is GlobalStatementSyntax or FieldDeclarationSyntax)
            .Select(member => new Insertion(member.SpanStart, Call + " ")).ToList();
        SemanticModel? asked = null;
        foreach (var node in root.DescendantNodes())
        {
            if (node is LabeledStatementSyntax label) calls.Add(new(label.ColonToken.Span.End, Call));
            else if (Body(node) is BlockSyntax block) calls.Add(new(block.OpenBraceToken.Span.End, Call));
            else if (Body(node) is { } body)
                calls.AddRange([new(body.SpanStart, "{" + Call + " "), new(body.Span.End, " }")]);
            else if (node is LambdaExpressionSyntax { ExpressionBody: { } value } lambda && model is not null
                && Return(lambda, asked ??= model()) is { } keyword)
                calls.AddRange([new(value.SpanStart, "{" + Call + keyword), new(value.Span.End, "; }")]);
        }

        if (calls.Count == 0) return tree.ToString();
        var text = new StringBuilder(tree.ToString());
        foreach (var (position, call) in calls.OrderByDescending(call => call.Position)) text.Insert(position, call);
        return text.ToString();
    }

    /// <summary>What runs again and again.</summary>
    private static StatementSyntax? Body(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        AnonymousFunctionExpressionSyntax function => function.Block,
        _ => null,
    };

    /// <summary>
    /// What stands before the expression of a lambda when it becomes a statement; null for one that has to remain an
    /// expression, as those do that become data (expression trees).
    /// </summary>
    private static string? Return(LambdaExpressionSyntax lambda, SemanticModel model)
    {
        if (lambda.ExpressionBody is ThrowExpressionSyntax or RefExpressionSyntax
            || model.GetTypeInfo(lambda).ConvertedType is not { TypeKind: TypeKind.Delegate }
            || model.GetSymbolInfo(lambda).Symbol is not IMethodSymbol method)
            return null;
        var noValue = method.ReturnsVoid
            || (method.IsAsync && method.ReturnType is not INamedTypeSymbol { Arity: > 0 });
        return noValue ? " " : " return ";
    }

    private readonly record struct Insertion(int Position, string Text);
}

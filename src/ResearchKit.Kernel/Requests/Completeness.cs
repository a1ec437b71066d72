using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Requests;

/// <summary>Whether a console should run what was typed or wait for more.</summary>
internal static class Completeness
{
    private const int IndentWidth = 4;

    /// <summary>The content of an <c>is_complete_reply</c>.</summary>
    public static JsonObject Reply(string code)
    {
        if (CellText.Split(code, "csharp") is [.., { Language: not "csharp" }])
            return new JsonObject { ["status"] = "complete" };
        var text = CellText.Extract(code.ReplaceLineEndings("\n")).Code;
        var tree = CSharpSyntaxTree.ParseText(text, CellText.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new JsonObject
            {
                ["status"] = "incomplete",
                ["indent"] = new string(' ', IndentWidth * Depth(tree.GetRoot()))
            };
        var errors = tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
        return new JsonObject { ["status"] = errors.Any() ? "invalid" : "complete" };
    }

    private static int Depth(SyntaxNode root)
    {
        var depth = 0;
        foreach (var token in root.DescendantTokens())
        {
            if (token.IsMissing) continue;
            if (token.IsKind(SyntaxKind.OpenBraceToken)) depth++;
            if (token.IsKind(SyntaxKind.CloseBraceToken)) depth--;
        }

        return Math.Max(depth, 0);
    }
}

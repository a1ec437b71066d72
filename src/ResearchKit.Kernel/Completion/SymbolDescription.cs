using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ResearchKit.Kernel.Completion;

/// <summary>The signature and the documentation of what stands at a position.</summary>
internal static class SymbolDescription
{
    private const int MostOverloads = 12;

    private static readonly SymbolDisplayFormat Signature = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMemberOptions(
            SymbolDisplayFormat.MinimallyQualifiedFormat.MemberOptions
            | SymbolDisplayMemberOptions.IncludeContainingType)
        .WithParameterOptions(
            SymbolDisplayFormat.MinimallyQualifiedFormat.ParameterOptions
            | SymbolDisplayParameterOptions.IncludeDefaultValue);

    /// <summary>The description, or null if nothing with a name is there.</summary>
    public static string? At(Document document, int position)
    {
        var root = document.GetSyntaxRootAsync().GetAwaiter().GetResult()!;
        var model = document.GetSemanticModelAsync().GetAwaiter().GetResult()!;
        var symbols = Candidates(root, position).Select(node => Symbols(model, node))
            .FirstOrDefault(found => found.Count > 0);
        if (symbols is null) return null;
        var lines = symbols.Take(MostOverloads).Select(symbol => Text(symbol, model, position)).ToList();
        if (symbols.Count > MostOverloads) lines.Add($"… ({symbols.Count - MostOverloads} more overloads)");
        var documented = symbols.Select(Documentation.Of).FirstOrDefault(text => text.Length > 0);
        return string.Join('\n', lines) + (documented is null ? "" : "\n\n" + documented);
    }

    /// <summary>The name that the cursor touches, then the call in whose arguments it stands.</summary>
    private static IEnumerable<SyntaxNode> Candidates(SyntaxNode root, int position)
    {
        foreach (var at in (int[])[position, position - 1])
        {
            if (at < 0 || at >= root.FullSpan.End) continue;
            var token = root.FindToken(at);
            if (token.Span.Contains(at)
                && (token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsPredefinedType(token.Kind())))
                yield return token.Parent!;
        }

        var before = root.FindToken(Math.Max(position - 1, 0));
        foreach (var node in before.Parent!.AncestorsAndSelf())
        {
            if (node is ArgumentListSyntax { Parent: InvocationExpressionSyntax call })
                yield return Name(call.Expression);
            if (node is ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax creation }) yield return creation;
        }
    }

    private static SyntaxNode Name(ExpressionSyntax expression) =>
        expression is MemberAccessExpressionSyntax member ? member.Name : expression;

    private static IReadOnlyList<ISymbol> Symbols(SemanticModel model, SyntaxNode node)
    {
        if (node is ObjectCreationExpressionSyntax creation)
            return model.GetTypeInfo(creation).Type is INamedTypeSymbol type ? [.. type.InstanceConstructors] : [];
        if (model.GetDeclaredSymbol(node) is { } declared) return [declared];
        var info = model.GetSymbolInfo(node);
        IReadOnlyList<ISymbol> found = info.Symbol is { } symbol ? [symbol] : [.. info.CandidateSymbols];
        // A method is shown with its overloads, the one that is called first.
        var group = found is [] or [IMethodSymbol] ? model.GetMemberGroup(node) : [];
        return [.. found.Concat(group).Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>()];
    }

    private static string Text(ISymbol symbol, SemanticModel model, int position) => symbol switch
    {
        // What a script declares are fields of the script: to the user they are variables.
        IFieldSymbol { ContainingType.IsScriptClass: true } variable =>
            $"{variable.Type.ToMinimalDisplayString(model, position)} {variable.Name}",
        INamedTypeSymbol type => $"{Kind(type)} {type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat)}",
        _ => symbol.ToMinimalDisplayString(model, position, Signature),
    };

    private static string Kind(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        _ => type.TypeKind.ToString().ToLowerInvariant(),
    };
}

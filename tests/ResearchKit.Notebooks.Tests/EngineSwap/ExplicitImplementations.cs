using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>Explicit implementations of interfaces are not public, so no list has them: they follow from the
/// interfaces.</summary>
internal static class ExplicitImplementations
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Declarations for members of interfaces that a type has without implementing them, by its full name in
    /// metadata.</summary>
    public static IReadOnlyList<(string Type, string Declaration)> MissingFrom(CSharpCompilation compilation) =>
        [.. from type in Types(compilation.Assembly.GlobalNamespace)
         where type.TypeKind is TypeKind.Class or TypeKind.Struct
         from contract in type.AllInterfaces
         where type.BaseType?.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default) != true
         from member in contract.GetMembers()
         where member.IsAbstract && type.FindImplementationForInterfaceMember(member) is null
         let declaration = Declaration(contract.ToDisplayString(Full), member)
         where declaration is not null
         select (MetadataName(type), declaration)];

    private static string? Declaration(string contract, ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary } m =>
            $"{m.ReturnType.ToDisplayString(Full)} {contract}.{m.Name}({Parameters(m.Parameters)}) => throw null!;",
        IPropertySymbol p =>
            $"{p.Type.ToDisplayString(Full)} {contract}." +
            $"{(p.IsIndexer ? $"this[{Parameters(p.Parameters)}]" : p.Name)} {{"
            + (p.GetMethod is null ? "" : " get => throw null!;") +
            (p.SetMethod is null ? "" : " set => throw null!;") + " }",
        _ => null,
    };

    private static string Parameters(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(", ", parameters.Select(p =>
        (p.RefKind == RefKind.None ? "" : p.RefKind.ToString().ToLowerInvariant() + " ") +
        p.Type.ToDisplayString(Full) + " @" + p.Name));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .OfType<INamespaceOrTypeSymbol>().SelectMany(m => m is INamedTypeSymbol t ? Types(t).Prepend(t) : Types(m));

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
        ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Completion;

/// <summary>
/// What the cells so far declare, as the text of one script: of two declarations of a name only the later, so that
/// the text grows with the names and not with the cells, and running a cell again declares nothing twice.
/// </summary>
internal sealed class DeclaredCode
{
    private readonly HashSet<string> _usings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Order, string Text)> _declarations = new(StringComparer.Ordinal);
    private int _order;

    /// <summary>The script; it ends with a line end.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Adds the code of a cell.</summary>
    public void Add(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetCompilationUnitRoot();
        foreach (var directive in root.Usings) _usings.Add(directive.ToString());
        foreach (var member in root.Members)
            foreach (var (name, text) in Declarations(member)) _declarations[name] = (_order++, text);
        Text = string.Concat(_usings.Select(line => line + "\n"))
            + string.Concat(_declarations.Values.OrderBy(d => d.Order).Select(d => d.Text + "\n"));
    }

    private static IEnumerable<(string Name, string Text)> Declarations(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case FieldDeclarationSyntax field:
                foreach (var variable in field.Declaration.Variables)
                    yield return (variable.Identifier.ValueText, $"{field.Declaration.Type} {variable};");
                break;
            case BaseTypeDeclarationSyntax type:
                yield return (type.Identifier.ValueText, type.ToString());
                break;
            case DelegateDeclarationSyntax type:
                yield return (type.Identifier.ValueText, type.ToString());
                break;
            case PropertyDeclarationSyntax property:
                yield return (property.Identifier.ValueText, property.ToString());
                break;
            case MethodDeclarationSyntax method:
                var types = string.Join(',', method.ParameterList.Parameters.Select(p => p.Type?.ToString()));
                yield return ($"{method.Identifier.ValueText}({types})", method.ToString());
                break;
            case GlobalStatementSyntax statement:
                // `var (a, b) = ...` and `out var x` declare too; what else a statement does is of no interest here.
                var names = statement.DescendantNodes(node => node is not LambdaExpressionSyntax and not BlockSyntax)
                    .OfType<SingleVariableDesignationSyntax>().Select(d => d.Identifier.ValueText).ToList();
                if (names.Count > 0) yield return (string.Join(',', names), statement.ToString());
                break;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Formatting;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Running;

/// <summary>
/// Parameters as papermill has them: the variables of the cell tagged <c>parameters</c>, which a cell tagged
/// <c>injected-parameters</c> right after it overrides. The values given must fit what is declared.
/// </summary>
internal static class NotebookParameters
{
    public const string Tag = "parameters";
    public const string InjectedTag = "injected-parameters";

    /// <summary>The names that the notebook's parameter cells declare, in order.</summary>
    public static IReadOnlyList<string> Declared(NotebookDocument notebook) =>
        [.. notebook.Cells.Where(IsParameterCell).SelectMany(cell => Names(cell.Source)).Distinct()];

    public static bool IsParameterCell(NotebookCell cell) => cell.Kind == CellKind.Code && cell.Tags.Contains(Tag);

    /// <summary>Checks the names before anything runs.</summary>
    /// <exception cref="NotebookException">A name is not declared, or there are no parameters.</exception>
    public static void Check(NotebookDocument notebook, string name, IReadOnlyDictionary<string, string> given)
    {
        if (given.Count == 0) return;
        var declared = Declared(notebook);
        if (declared.Count == 0)
        {
            throw new NotebookException(
                $"{name} has no parameters: tag a cell `parameters` and declare them there, for instance `double " +
                "beta = 0.1;`");
        }

        var constants = notebook.Cells.Where(IsParameterCell).SelectMany(cell => Fields(cell.Source))
            .Where(f =>
                f.Field.Modifiers.Any(m => m.IsKind(SyntaxKind.ConstKeyword) || m.IsKind(SyntaxKind.ReadOnlyKeyword)))
            .GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.First().Field.Modifiers.ToString());
        foreach (var parameter in given.Keys.Where(constants.ContainsKey).Order(StringComparer.Ordinal))
            throw new NotebookException(
                $"-p {parameter}={given[parameter]}: '{parameter}' " +
                $"is {constants[parameter]} in {name}; leave that word out there to give it a value");
        foreach (var parameter in given.Keys.Where(p => !declared.Contains(p)).Order(StringComparer.Ordinal))
            throw new NotebookException($"{name} has no parameter '{parameter}'; it has {string.Join(", ", declared)}");
    }

    /// <summary>The cell that overrides the declared values; the parameter cell has run and its variables have
    /// types.</summary>
    /// <exception cref="NotebookException">A value does not fit its variable.</exception>
    public static NotebookCell Injected(
        IReadOnlyDictionary<string, string> given, NotebookDocument notebook,
        IReadOnlyDictionary<string, SessionVariable> variables)
    {
        // `string?` and `string` are one type when the notebook runs; only the declaration tells them apart.
        var nullable = notebook.Cells.Where(IsParameterCell).SelectMany(cell => Fields(cell.Source))
            .Where(f => f.Field.Declaration.Type is NullableTypeSyntax).Select(f => f.Name).ToHashSet();
        // Assignments, not declarations: functions of the parameter cell see the new values too.
        var lines = given.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p =>
                $"{p.Key} = {ParameterLiteral.For(p.Key, p.Value, variables[p.Key].Type, nullable.Contains(p.Key))};");
        var source = "// Parameters given to this run\n" + string.Join('\n', lines);
        return NotebookCell.Create(CellKind.Code, InjectedTag, source, InjectedTag);
    }

    /// <summary>The values as they stand, as text in invariant culture.</summary>
    public static SortedDictionary<string, string> Values(
        NotebookDocument notebook, IReadOnlyDictionary<string, SessionVariable> variables)
    {
        var text = new PlainText(1000);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Declared(notebook))
            if (variables.TryGetValue(name, out var variable)) values[name] = text.Describe(variable.Value);
        return values;
    }

    private static IEnumerable<string> Names(string source) => Fields(source).Select(f => f.Name);

    private static IEnumerable<(string Name, FieldDeclarationSyntax Field)> Fields(string source) =>
        CSharpSyntaxTree.ParseText(CellText.Extract(source).Code, CellText.ParseOptions).GetCompilationUnitRoot()
            .Members.OfType<FieldDeclarationSyntax>()
            .SelectMany(field =>
                field.Declaration.Variables.Select(variable => (variable.Identifier.ValueText, field)));
}

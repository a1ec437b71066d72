using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>
/// A notebook as a file-based app: <c>dotnet run lab.cs</c>. Cells follow each other as top-level statements, values
/// at their ends are displayed as text, types stand at the end of the file as C# wants it.
/// </summary>
public sealed class ProgramExport
{
    private readonly SortedSet<string> _directives = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _usings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private readonly StringBuilder _statements = new();
    private readonly StringBuilder _types = new();

    private ProgramExport()
    {
    }

    /// <summary>The program.</summary>
    /// <param name="notebook">A notebook in C#.</param>
    /// <param name="projects">The projects that cells use without naming them, as paths of their
    /// <c>.csproj</c>.</param>
    public static string Write(NotebookDocument notebook, IEnumerable<string> projects)
    {
        var program = new ProgramExport();
        foreach (var project in projects) program._directives.Add($"#:project {project}");
        foreach (var name in HostReferences.Usings) program._usings.Add($"using {name};");
        program._usings.Add("using static ResearchKit.Notebooks.Formatting.NotebookFunctions;");
        foreach (var cell in notebook.Cells)
        {
            if (cell.Kind != CellKind.Code) program.Comment(cell.Source);
            else foreach (var part in CellText.Split(cell.Source, cell.Language ?? "csharp"))
                if (part.Language == "csharp") program.Add(part.Code.TrimStart('\n'));
                else program.Comment(part.Code.TrimStart('\n'));
        }

        return string.Join('\n', program._directives)
            // Displays use reflection, which ahead-of-time compilation does not see.
            + "\n#:property PublishAot=false\n#:property LangVersion=preview\n#:property Nullable=disable\n\n"
            + string.Join('\n', program._usings) + "\n\n" + program._statements + program._types;
    }

    private void Add(string source)
    {
        var (found, code) = CellText.Extract(source.ReplaceLineEndings("\n"));
        foreach (var directive in found) Add(directive);
        var root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetCompilationUnitRoot();
        foreach (var line in root.Usings) _usings.Add(line.ToString());
        foreach (var member in root.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                _types.Append('\n').Append(member.ToFullString().Trim('\n')).Append('\n');
            else _statements.Append(Statement(member)).Append('\n');
        }

        _statements.Append('\n');
    }

    private void Add(Directive directive)
    {
        var argument = directive.Argument;
        if (directive.Name == "#r" && argument.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            var parts = argument["nuget:".Length..].Split(',', StringSplitOptions.TrimEntries);
            _directives.Add($"#:package {parts[0]}@{(parts.Length > 1 ? parts[1] : "*")}");
        }
        else if (directive.Name == "#r" && argument.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            _directives.Add($"#:project {argument}");
        }
        else
        {
            _statements.Append($"// {directive.Name} {argument}\n");
        }
    }

    private string Statement(MemberDeclarationSyntax member)
    {
        var comment = member.GetLeadingTrivia().ToFullString().TrimStart('\n');
        var remark = member.GetTrailingTrivia().ToFullString().TrimEnd();
        switch (member)
        {
            case GlobalStatementSyntax
            {
                Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } value
            }:
                return $"{comment}display({value.Expression});{remark}";
            case FieldDeclarationSyntax field
                when field.Declaration.Variables.All(v => !_variables.Add(v.Identifier.ValueText)):
                // Declared by an earlier cell already: a program has one variable of a name.
                return comment + string.Join(' ', field.Declaration.Variables.Where(v => v.Initializer is not null)
                    .Select(v => $"{v.Identifier} = {v.Initializer!.Value};")) + remark;
            default:
                return comment + member + remark;
        }
    }

    private void Comment(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) _statements.Append($"// {line}".TrimEnd()).Append('\n');
        _statements.Append('\n');
    }
}

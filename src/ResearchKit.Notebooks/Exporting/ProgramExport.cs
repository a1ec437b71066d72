using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ResearchKit.Notebooks.Documents;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Exporting;

/// <summary>
/// A notebook as a file-based app: <c>dotnet run lab.cs</c>. Cells follow each other as top-level statements, values
/// at their ends are displayed as text, types stand at the end of the file as C# wants it. Scripts and notebooks that
/// cells load are part of it; projects are referred to where they are.
/// </summary>
public sealed class ProgramExport
{
    // What cells use without naming it.
    private static readonly string[] Libraries = ["ResearchKit.Experiments", "ResearchKit.Notebooks"];

    private readonly ProgramReferences _references;
    private readonly SortedSet<string> _usings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);
    private readonly StringBuilder _statements = new();
    private readonly StringBuilder _types = new();

    private ProgramExport(ProgramReferences references)
    {
        _references = references;
        foreach (var name in Libraries) references.AddLibrary(name);
    }

    /// <summary>The program.</summary>
    /// <param name="notebook">A notebook in C#.</param>
    /// <param name="folder">The notebook's, where its paths start.</param>
    /// <param name="place">Writes the full path of a file as the program is to name it.</param>
    /// <param name="library">The project of this library with that name, as a full path; null if it has none.</param>
    /// <exception cref="NotebookException">A file that a cell loads is missing.</exception>
    public static ExportedProgram Write(
        NotebookDocument notebook, string folder, Func<string, string> place, Func<string, string?> library)
    {
        var program = new ProgramExport(new ProgramReferences(place, library));
        foreach (var name in HostReferences.Usings) program._usings.Add($"using {name};");
        program._usings.Add("using static ResearchKit.Notebooks.Formatting.NotebookFunctions;");
        program.Add(notebook, Path.GetFullPath(folder));
        return new(
            $"{program._references}\n{string.Join('\n', program._usings)}\n\n{program._statements}{program._types}",
            program._references.Left);
    }

    private void Add(NotebookDocument notebook, string folder)
    {
        foreach (var cell in notebook.Cells)
        {
            if (cell.Kind != CellKind.Code) Comment(cell.Source);
            else Add(cell.Source, cell.Language ?? "csharp", folder);
        }
    }

    private void Add(string source, string language, string folder)
    {
        foreach (var part in CellText.Split(source, language))
            if (part.Language == "csharp") AddCSharp(part.Code.TrimStart('\n'), folder);
            else Comment(part.Code.TrimStart('\n'));
    }

    private void AddCSharp(string source, string folder)
    {
        var (found, code) = CellText.Extract(source.ReplaceLineEndings("\n"));
        foreach (var directive in found)
            if (directive.Name == "#!import") Load(directive.Argument, folder);
            else _statements.Append(_references.Add(directive, folder));
        var root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetCompilationUnitRoot();
        var loads = root.DescendantNodes(descendIntoTrivia: true).OfType<LoadDirectiveTriviaSyntax>().ToArray();
        if (loads.Length > 0)
        {
            foreach (var load in loads) Load(load.File.ValueText, folder);
            foreach (var load in loads.Reverse()) code = code.Remove(load.FullSpan.Start, load.FullSpan.Length);
            root = CSharpSyntaxTree.ParseText(code, CellText.ParseOptions).GetCompilationUnitRoot();
        }

        foreach (var line in root.Usings)
        {
            _usings.Add(line.ToString());
            if (line.Name is { } name) _references.AddLibrary(name.ToString());
        }

        foreach (var member in root.Members)
        {
            if (member is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax)
                _types.Append('\n').Append(member.ToFullString().Trim('\n')).Append('\n');
            else _statements.Append(Statement(member)).Append('\n');
        }

        _statements.Append('\n');
    }

    /// <summary>A file that a cell loads or imports becomes part of the program, once.</summary>
    private void Load(string file, string folder)
    {
        var path = Path.GetFullPath(file, folder);
        if (file.Length == 0 || !File.Exists(path))
            throw new NotebookException($"a cell loads {file}, and there is no such file in {folder}");
        if (!_loaded.Add(path)) return;
        _statements.Append($"// {file}\n");
        var own = Path.GetDirectoryName(path)!;
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".ipynb":
                Add(NotebookDocument.Read(path), own);
                break;
            case ".dib":
                Add(DibDocument.ToNotebook(File.ReadAllText(path)), own);
                break;
            default:
                Add(File.ReadAllText(path), "csharp", own);
                break;
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

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Completion;

/// <summary>One script document: what the session has declared, and after it the cell that is being written.</summary>
internal sealed class ScriptWorkspace : IDisposable
{
    private readonly CSharpSession _session;
    private readonly DeclaredCode _declared = new();
    private readonly AdhocWorkspace _workspace = new(MefHostServices.Create(MefHostServices.DefaultAssemblies));
    private readonly ProjectId _project = ProjectId.CreateNewId();
    private readonly DocumentId _document;
    private int _cells;
    private int _references;

    public ScriptWorkspace(CSharpSession session)
    {
        _session = session;
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: session.Imports,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Disable);
        _workspace.AddProject(ProjectInfo.Create(
            _project, VersionStamp.Default, "cells", "cells", LanguageNames.CSharp,
            parseOptions: CellText.ParseOptions, compilationOptions: options));
        _document = _workspace.AddDocument(DocumentInfo.Create(
            DocumentId.CreateNewId(_project), "cell", sourceCodeKind: SourceCodeKind.Script)).Id;
    }

    /// <summary>The document for a cell, and how many characters stand before it.</summary>
    public (Document Document, int Start) Write(string cell)
    {
        var solution = _workspace.CurrentSolution;
        for (; _cells < _session.Accepted.Count; _cells++) _declared.Add(_session.Accepted[_cells]);
        if (_session.ReferenceVersion != _references)
        {
            _references = _session.ReferenceVersion;
            solution = solution.WithProjectMetadataReferences(_project, _session.CreateReferences())
                .WithProjectCompilationOptions(
                    _project,
                    ((CSharpCompilationOptions)solution.GetProject(_project)!.CompilationOptions!)
                    .WithUsings(_session.Imports));
        }

        solution = solution.WithDocumentText(_document, SourceText.From(_declared.Text + cell));
        // Kept, so that what was read of the references is still there the next time.
        _workspace.TryApplyChanges(solution);
        return (_workspace.CurrentSolution.GetDocument(_document)!, _declared.Text.Length);
    }

    public void Dispose() => _workspace.Dispose();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel.Completion;

/// <summary>One script document: what the session has declared, and after it the cell that is being written.</summary>
internal sealed class ScriptWorkspace : IDisposable
{
    private readonly CSharpSession session;
    private readonly DeclaredCode declared = new();
    private readonly AdhocWorkspace workspace = new(MefHostServices.Create(MefHostServices.DefaultAssemblies));
    private readonly ProjectId project = ProjectId.CreateNewId();
    private readonly DocumentId document;
    private int cells;
    private int references;

    public ScriptWorkspace(CSharpSession session)
    {
        this.session = session;
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: session.Imports,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Disable);
        workspace.AddProject(ProjectInfo.Create(
            project, VersionStamp.Default, "cells", "cells", LanguageNames.CSharp,
            parseOptions: CellText.ParseOptions, compilationOptions: options));
        document = workspace.AddDocument(DocumentInfo.Create(
            DocumentId.CreateNewId(project), "cell", sourceCodeKind: SourceCodeKind.Script)).Id;
    }

    /// <summary>The document for a cell, and how many characters stand before it.</summary>
    public (Document Document, int Start) Write(string cell)
    {
        var solution = workspace.CurrentSolution;
        for (; cells < session.Accepted.Count; cells++) declared.Add(session.Accepted[cells]);
        if (session.ReferenceCount != references)
        {
            references = session.ReferenceCount;
            solution = solution.WithProjectMetadataReferences(project, session.CreateReferences())
                .WithProjectCompilationOptions(
                    project,
                    ((CSharpCompilationOptions)solution.GetProject(project)!.CompilationOptions!)
                    .WithUsings(session.Imports));
        }

        solution = solution.WithDocumentText(document, SourceText.From(declared.Text + cell));
        // Kept, so that what was read of the references is still there the next time.
        workspace.TryApplyChanges(solution);
        return (workspace.CurrentSolution.GetDocument(document)!, declared.Text.Length);
    }

    public void Dispose() => workspace.Dispose();
}

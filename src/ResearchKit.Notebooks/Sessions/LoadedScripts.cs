using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>Reads what <c>#load</c> names, relative to the notebook's folder.</summary>
/// <param name="folder">The notebook's.</param>
/// <param name="stoppable">Whether the loops in it ask whether they are to stop.</param>
internal sealed class LoadedScripts(string folder, bool stoppable)
    : SourceFileResolver(ImmutableArray<string>.Empty, folder)
{
    public override SourceText ReadText(string resolvedPath)
    {
        var text = base.ReadText(resolvedPath);
        return stoppable
            ? SourceText.From(
                StopChecks.Insert(CSharpSyntaxTree.ParseText(text, CellText.ParseOptions), model: null), Encoding.UTF8)
            : text;
    }
}

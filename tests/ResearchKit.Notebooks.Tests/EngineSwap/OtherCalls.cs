using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>Finds what the same source means against two engines, to explain why the compiled code differs.</summary>
internal static class OtherCalls
{
    /// <summary>A line for each expression that names another member or is converted in another way.</summary>
    public static IEnumerable<string> Between(CSharpCompilation ours, CSharpCompilation theirs)
    {
        foreach (var (tree, other) in ours.SyntaxTrees.Zip(theirs.SyntaxTrees))
        {
            SemanticModel here = ours.GetSemanticModel(tree), there = theirs.GetSemanticModel(other);
            foreach (var (node, twin) in tree.GetRoot().DescendantNodes().Zip(other.GetRoot().DescendantNodes()))
                if (Meaning(here, node) is var mine && Meaning(there, twin) is var yours && mine != yours)
                    yield return $"{node.GetLocation().GetLineSpan()} {node}: {mine} is {yours} in TorchSharp";
        }
    }

    private static string Meaning(SemanticModel model, SyntaxNode node) =>
        (model.GetSymbolInfo(node).Symbol?.ToDisplayString() + " "
            + model.GetConversion(node).MethodSymbol?.ToDisplayString()).Trim();
}

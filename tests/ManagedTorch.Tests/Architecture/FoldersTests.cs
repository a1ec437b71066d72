using System.Runtime.CompilerServices;

namespace ManagedTorch.Tests.Architecture;

/// <summary>The engine's folders use each other in one direction only.</summary>
public class FoldersTests
{
    /// <summary>
    /// What <c>Tensor</c> is made of: the class is partial across these folders, which therefore know each other.
    /// Vectors belong to the kernels that are written over them.
    /// </summary>
    private static string Room(string folder) => folder switch
    {
        "Autograd" or "Core" or "Saving" or "Tensors" or "Types" or "Utils" => "the tensor",
        "Kernels/Vectors" => "Kernels",
        _ => folder,
    };

    [Fact]
    public void NoFolderUsesOneThatUsesIt() => Assert.Null(new FolderGraph(Sources(), Room).Cycle());

    [Fact]
    public void EveryOperationHasAFolder() =>
    Assert.DoesNotContain(Sources(), f => Path.GetDirectoryName(f.Path) is "Ops" or "Kernels/Ops");

    [Theory]
    [InlineData("Ops/Softmax/A.cs", "internal class A { LinearOps _x; }", "Ops/Linear uses Ops/Softmax")]
    [InlineData("Ops/Softmax/A.cs", "internal class A { int f() => new LinearOps().f(); }",
    "Ops/Linear uses Ops/Softmax")]
    [InlineData("Ops/Softmax/A.cs", "internal class A { } // LinearOps", null)]
    [InlineData("Ops/Softmax/A.cs", "internal class A { int f(V v) => v.LinearOps; }", null)]
    public void ACycleIsFoundAndNothingElse(string path, string text, string? expected)
    {
        var cycle =
            new FolderGraph([(path, text), ("Ops/Linear/B.cs", "internal class LinearOps { A _a; }")], Room).Cycle();
        if (expected is null) Assert.Null(cycle);
        else Assert.Contains(expected, cycle);
    }

    /// <summary>The sources themselves fail when the sum is made to use an operation whose gradient sums.</summary>
    [Fact]
    public void ACycleAmongTheSourcesIsFound() =>
        Assert.NotNull(
            new FolderGraph(Sources().Append(("Ops/Sum/Wrong.cs", "internal class Wrong { AddNode _x; }")),
                Room).Cycle());

    private static IEnumerable<(string Path, string Text)> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/ManagedTorch"));
        return from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(root, file).Replace('\\', '/')
               where !path.StartsWith("obj/") && !path.StartsWith("bin/")
               select (path, File.ReadAllText(file));
    }
}

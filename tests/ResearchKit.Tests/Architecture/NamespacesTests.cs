using System.Text.RegularExpressions;

namespace ResearchKit.Tests.Architecture;

/// <summary>
/// A folder is a namespace. In the engine a file may also be in TorchSharp's namespaces, or, for a kernel beside its
/// operation, in <c>ManagedTorch.Kernels</c>.
/// </summary>
public sealed partial class NamespacesTests
{
    [Fact]
    public void EveryFileIsInTheNamespaceOfItsFolder()
    {
        var root = SourceFolder.Of("src");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj")).ToList();
        Assert.True(files.Count > 900);
        Assert.Empty(files.SelectMany(file => Strangers(file, File.ReadAllText(Path.Combine(root, file)))));
    }

    // The test of the test.
    [Theory]
    [InlineData("ResearchKit/Losses/A.cs", "ResearchKit.Losses", true)]
    [InlineData("ResearchKit/Losses/A.cs", "ResearchKit.Pairs", false)]
    [InlineData("ResearchKit/Losses/A.cs", "TorchSharp", false)]
    [InlineData("ManagedTorch/Ops/Erf/A.cs", "TorchSharp", true)]
    [InlineData("ManagedTorch/Ops/Erf/A.cs", "ManagedTorch.Kernels", true)]
    [InlineData("ManagedTorch/Ops/Erf/A.cs", "ManagedTorch.Core", false)]
    public void AStrangerIsFound(string file, string name, bool fits) =>
        Assert.Equal(fits, !Strangers(file, $"using System;\n\nnamespace {name};\n").Any());

    private static IEnumerable<string> Strangers(string file, string text) =>
        from match in Declaration().Matches(text)
        let name = match.Groups[1].Value
        where name != Path.GetDirectoryName(file)!.Replace('/', '.').Replace('\\', '.')
            && !(file.StartsWith("ManagedTorch/", StringComparison.Ordinal)
                && (name.Split('.')[0] == "TorchSharp" || name is "ManagedTorch.Kernels" or "ManagedTorch"))
        select $"{file}: {name}";

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}

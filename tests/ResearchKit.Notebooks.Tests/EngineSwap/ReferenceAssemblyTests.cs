using System.Runtime.Loader;
using ManagedTorch.Tests.Api;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>The assembly made of TorchSharp's lists says what they say: what is compiled against it is held to
/// them.</summary>
public sealed class ReferenceAssemblyTests
{
    /// <summary>
    /// Members that C# source cannot declare from a list: those with types of other packages, one whose result names
    /// the elements of a tuple otherwise than its interface, and one with an unlisted type argument under a constraint.
    /// </summary>
    private static readonly string[] Inexpressible =
    [
        "TorchSharp.Data.DataIterator | method | public " +
        "System.Collections.Generic.IEnumerator<(TorchSharp.torch.Tensor data, TorchSharp.torch.Tensor target)> " +
        "GetEnumerator()",
        "TorchSharp.torch.optim | method | public static TorchSharp.Modules.ASGD " +
        "ASGD(System.Collections.Generic.IEnumerable<TorchSharp.Modules.ParamGroup<TorchSharp.Modules.ASGD.Options>> " +
        "parameters,",
        "TorchSharp.torch.utils.tensorboard.Summary | method | public static Tensorboard.",
    ];

    [Fact]
    public void AFewNamedMembersAreLeftOut()
    {
        Assert.DoesNotContain(
            Engines.TorchSharp.Dropped.Keys,
                member => !Inexpressible.Any(i => member.StartsWith(i, StringComparison.Ordinal)));
        Assert.True(Engines.TorchSharp.Dropped.Count <= 11);
    }

    [Fact]
    public void ListingItGivesTheListItWasMadeOf()
    {
        var context = new AssemblyLoadContext("reference", isCollectible: true);
        var again =
            ApiListing.Of(context.LoadFromStream(new MemoryStream(Engines.TorchSharp.Image)), TorchSharpList.Root);
        context.Unload();
        Assert.Empty(Engines.Signatures.Except(again).Except(Engines.TorchSharp.Dropped.Keys));
        // What it has beyond the list is empty.
        var listed = Engines.Signatures.Select(TorchSharpList.TypeOf).ToHashSet();
        Assert.DoesNotContain(
            again, line => !Engines.Signatures.Contains(line) && listed.Contains(TorchSharpList.TypeOf(line)));
    }

    [Theory]
    [InlineData("public static int byte(long out = 1)", "public static int @byte(long @out = 1) => throw null!;")]
    [InlineData("public bool this[params long[] in] { get; protected set; }",
    "public bool this[params long[] @in] { get => throw null!; protected set => throw null!; }")]
    [InlineData("public static X operator +(X in, (int? is, bool) b)",
    "public static X operator +(X @in, (int? @is, bool) b) => throw null!;")]
    [InlineData("public static explicit operator double(X value = X.default)",
    "public static explicit operator double(X value = X.@default) => throw null!;")]
    [InlineData("public abstract void f<T>(T base) where T : class, new()",
    "public abstract void f<T>(T @base) where T : class, new();")]
    public void ASignatureBecomesADeclaration(string signature, string declaration) =>
        Assert.Equal(declaration,
            SignatureText.Declaration(signature.Contains('{') ? "property"
                : "method", signature, inInterface: false, ""));
}

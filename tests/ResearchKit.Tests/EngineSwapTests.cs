using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ManagedTorch.Tests.Api;
using ResearchKit.Losses;

namespace ResearchKit.Tests;

/// <summary>
/// The engine can be swapped for TorchSharp: whatever the library uses of namespace TorchSharp is, to the parameter names
/// and default values, in the list of TorchSharp's own members that ManagedTorch is tested against.
/// </summary>
public sealed class EngineSwapTests
{
    private static readonly Assembly Library = typeof(PreferenceLoss).Assembly;
    private static readonly Assembly Engine = typeof(TorchSharp.torch).Assembly;

    [Fact]
    public void EveryMemberThatTheLibraryCallsIsTorchSharps()
    {
        IReadOnlySet<string> theirs = TorchSharpList.Read();
        string[] used = [.. Called().Concat(Overridden()).Select(ApiListing.Of).Distinct()];
        Assert.True(used.Length > 100, $"only {used.Length} members were found, so they were not looked for in the right place");
        Assert.DoesNotContain(used, line => !theirs.Contains(line));
    }

    [Fact]
    public void EveryTypeThatTheLibraryNamesIsTorchSharps()
    {
        HashSet<string> theirs = [.. TorchSharpList.Read().Select(TorchSharpList.TypeOf)];
        using var file = new PEReader(File.OpenRead(Library.Location));
        string[] used = [.. file.GetMetadataReader().TypeReferences
            .Select(h => Library.ManifestModule.ResolveType(MetadataTokens.GetToken(h)))
            .Where(t => t.Assembly == Engine).Select(t => CSharpName.Of(t))];
        Assert.Contains("TorchSharp.torch.Tensor", used);
        Assert.DoesNotContain(used, type => !theirs.Contains(type));
    }

    /// <summary>The engine opens its internals to nobody whom the swap concerns, or the lists would not tell.</summary>
    [Fact]
    public void TheLibrarySeesOnlyWhatIsPublicInTheEngine() =>
        Assert.DoesNotContain(Engine.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>(),
            a => a.AssemblyName.StartsWith("ResearchKit", StringComparison.Ordinal));

    /// <summary>Methods, accessors, constructors and fields of the engine in the library's code, as they are declared.</summary>
    private static IEnumerable<MemberInfo> Called()
    {
        using var file = new PEReader(File.OpenRead(Library.Location));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.MemberReferences
            .Where(h => Owner(metadata, metadata.GetMemberReference(h).Parent)?.Assembly == Engine)
            .Select(h => Definition(Library.ManifestModule.ResolveMember(MetadataTokens.GetToken(h), Placeholders, Placeholders)!))];
    }

    /// <summary>The type, generic or not, from another assembly that a member is looked up in; null when there is none.</summary>
    private static Type? Owner(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            BlobReader signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)parent).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
            signature.ReadByte(); // class or value type
            parent = signature.ReadTypeHandle();
        }
        return parent.Kind == HandleKind.TypeReference ? Library.ManifestModule.ResolveType(MetadataTokens.GetToken(parent)) : null;
    }

    /// <summary>Stand-ins for the type parameters of the library's own generic code, in which a reference may lie.</summary>
    private static readonly Type[] Placeholders = [.. Enumerable.Repeat(typeof(float), 8)];

    /// <summary>Members of the engine that classes of the library override; no reference in its code shows them.</summary>
    private static IEnumerable<MemberInfo> Overridden() =>
        from type in Library.GetTypes()
        where !type.IsInterface
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let first = method.GetBaseDefinition()
        where first != method && first.DeclaringType!.Assembly == Engine
        select Definition(first);

    /// <summary>The member of the generic type, of which the reference is to one construction.</summary>
    private static MemberInfo Definition(MemberInfo member)
    {
        Type type = member.DeclaringType!;
        return type.IsConstructedGenericType ? type.GetGenericTypeDefinition().GetMemberWithSameMetadataDefinitionAs(member) : member;
    }
}

using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ManagedTorch.Tests.Api;

/// <summary>What compiled code can bind to in an assembly: its types and members by their names in metadata.</summary>
internal static class BinarySurface
{
    /// <summary>A line for each visible type, method and field of an assembly in the namespaces of
    /// TorchSharp.</summary>
    public static IReadOnlySet<string> Of(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader reader = file.GetMetadataReader();
        var lines = new HashSet<string>(StringComparer.Ordinal);
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            string name = SignatureNames.Full(reader, handle);
            if (!IsVisible(reader, handle) || !name.StartsWith("TorchSharp.", StringComparison.Ordinal)) continue;
            TypeDefinition type = reader.GetTypeDefinition(handle);
            lines.Add("type " + name);
            foreach (MethodDefinition method in type.GetMethods().Select(reader.GetMethodDefinition))
                if (IsVisible(method.Attributes))
                    lines.Add($"{name}::{reader.GetString(method.Name)} {Signature(method)}");
            foreach (FieldDefinition field in type.GetFields().Select(reader.GetFieldDefinition))
                if ((field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public)
                    lines.Add($"{name}::{reader.GetString(field.Name)} : "
                        + field.DecodeSignature(SignatureNames.Instance, null));
        }

        return lines;
    }

    private static string Signature(MethodDefinition method)
    {
        MethodSignature<string> signature = method.DecodeSignature(SignatureNames.Instance, null);
        return (signature.Header.IsInstance ? "instance " : "static ") + signature.ReturnType
            + (signature.GenericParameterCount > 0 ? $" `{signature.GenericParameterCount}" : "")
            + $"({string.Join(", ", signature.ParameterTypes)})";
    }

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        TypeDefinition type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
                IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static bool IsVisible(MethodAttributes attributes) =>
        (attributes & MethodAttributes.MemberAccessMask)
            is MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem;
}

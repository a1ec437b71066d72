using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Finds at run time the assemblies that cells reference: library cells, <c>#r</c> files, packages. They live in the
/// default load context, so that a type is the same type for every cell and for the host.
/// </summary>
internal static class SessionAssemblies
{
    private static readonly ConcurrentDictionary<string, Assembly> Loaded = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, string> Files = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, string> NativeFiles = new(StringComparer.OrdinalIgnoreCase);

    static SessionAssemblies()
    {
        AssemblyLoadContext.Default.Resolving += Resolve;
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => ResolveNative(name);
    }

    /// <summary>An assembly from memory; its file, if it has one, is not locked and can be rebuilt.</summary>
    public static Assembly AddImage(string name, byte[] image, byte[]? symbols = null) =>
        Loaded.GetOrAdd(name, _ => AssemblyLoadContext.Default.LoadFromStream(
            new MemoryStream(image), symbols is null ? null : new MemoryStream(symbols)));

    /// <summary>An assembly that is loaded from its file when it is needed.</summary>
    public static void AddFile(string path) => Files.TryAdd(Path.GetFileNameWithoutExtension(path), path);

    /// <summary>A native library that is loaded from its file when it is needed.</summary>
    public static void AddNative(string path) => NativeFiles.TryAdd(Path.GetFileName(path), path);

    /// <summary>
    /// An assembly of a project or cell that may be built again: each version stands in a context of its own, since one
    /// context holds one assembly of a name.
    /// </summary>
    public static Assembly AddVersion(AssemblyName name, byte[] image, byte[]? symbols = null)
    {
        var assembly = new AssemblyLoadContext(name.FullName).LoadFromStream(
            new MemoryStream(image), symbols is null ? null : new MemoryStream(symbols));
        Loaded[name.FullName] = assembly;
        Loaded[name.Name!] = assembly;
        return assembly;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        Loaded.TryGetValue(name.FullName, out var exact) ? exact
        : Loaded.TryGetValue(name.Name ?? "", out var assembly) ? assembly
        : Files.TryGetValue(name.Name ?? "", out var path) ? context.LoadFromAssemblyPath(path)
        : null;

    private static nint ResolveNative(string name)
    {
        foreach (var candidate in (string[])[name, $"lib{name}.so", $"lib{name}.dylib", $"{name}.dll", $"{name}.so"])
        {
            if (NativeFiles.TryGetValue(candidate, out var path)
                && System.Runtime.InteropServices.NativeLibrary.TryLoad(path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}

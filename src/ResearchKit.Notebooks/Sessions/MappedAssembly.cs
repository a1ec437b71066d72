using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// The metadata of an assembly as the operating system maps its file: every session, warm-up and editor service of
/// the process reads the same pages, and only those that it looks at become memory. The compiler's own way copies
/// each file as a whole for each of them, which is 120 MB for what a notebook may refer to.
/// </summary>
internal sealed class MappedAssembly
{
    private static readonly ConcurrentDictionary<string, Lazy<MappedAssembly>> Mapped = new(StringComparer.Ordinal);
    private readonly MemoryMappedViewAccessor _view;
    private readonly nint _metadata;
    private readonly int _size;

    private MappedAssembly(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var file = MemoryMappedFile.CreateFromFile(
            stream, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var headers = new PEHeaders(stream);
        // The mapping stays for as long as the process: references to it do, too.
        _view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _metadata = _view.SafeMemoryMappedViewHandle.DangerousGetHandle() + headers.MetadataStartOffset;
        _size = headers.MetadataSize;
    }

    /// <summary>A reference of its own, as if the file had been read again.</summary>
    /// <param name="path">A managed assembly that does not change while the process runs.</param>
    public static MetadataReference Reference(string path)
    {
        var assembly = Mapped.GetOrAdd(path, p => new Lazy<MappedAssembly>(() => new MappedAssembly(p))).Value;
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata(assembly._metadata, assembly._size))
            .GetReference(new XmlDocumentation(path), filePath: path);
    }
}

using System.IO.Compression;
using System.Text;

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>A NuGet package with one assembly and no dependencies, for a folder that serves as a package
/// source.</summary>
internal static class LocalPackage
{
    public static void Write(string folder, string id, string version, byte[] assembly, string assemblyName)
    {
        using ZipArchive archive = ZipFile.Open(Path.Combine(folder, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Add(archive, id + ".nuspec", Encoding.UTF8.GetBytes(
            $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>tests</authors>
                <description>Declares signatures and does nothing.</description>
              </metadata>
            </package>
            """));
        Add(archive, $"lib/net8.0/{assemblyName}.dll", assembly);
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using Stream entry = archive.CreateEntry(name).Open();
        entry.Write(content);
    }
}

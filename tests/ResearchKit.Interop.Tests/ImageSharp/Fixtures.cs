using System.Runtime.CompilerServices;
using System.Text;
using ResearchKit.Imaging;

namespace ResearchKit.Interop.Tests.ImageSharp;

/// <summary>The files that Fixtures/make.py made, with the pixels that Pillow decodes from them.</summary>
internal static class Fixtures
{
    public static readonly string Folder = FolderOf();

    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder).Where(f => Path.GetExtension(f) is not (".ppm" or ".py"))
        .Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Reads a binary PPM as Pillow writes it: a header of three lines, then bytes.</summary>
    public static RgbImage Ppm(string name)
    {
        var bytes = Bytes(name);
        var header = Encoding.ASCII.GetString(bytes, 0, 20).Split('\n');
        var size = header[1].Split(' ');
        Assert.Equal(("P6", "255"), (header[0], header[2]));
        return new(int.Parse(size[0]), int.Parse(size[1]),
            bytes[(header[0].Length + header[1].Length + header[2].Length + 3)..]);
    }

    private static string FolderOf([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Fixtures");
}

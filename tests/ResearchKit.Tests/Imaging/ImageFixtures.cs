using System.Runtime.CompilerServices;
using System.Text;
using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

/// <summary>The files that Fixtures/make.sh made, with the pixels that djpeg or ImageMagick decoded from them.</summary>
internal static class ImageFixtures
{
    public static readonly string Folder = FolderOf();

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder)
        .Where(f => f.EndsWith(".jpg", StringComparison.Ordinal) || f.EndsWith(".png", StringComparison.Ordinal))
        .Where(f => !Path.GetFileName(f).StartsWith("refused", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    /// <summary>Reads a binary PPM of depth 8 without comments.</summary>
    public static RgbImage ReadPpm(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var fields = new List<string>();
        var at = 0;
        while (fields.Count < 4)
        {
            var start = at;
            while (bytes[at] > ' ') at++;
            fields.Add(Encoding.ASCII.GetString(bytes, start, at - start));
            at++;
        }
        Assert.Equal(["P6", "255"], [fields[0], fields[3]]);
        return new(int.Parse(fields[1]), int.Parse(fields[2]), bytes[at..]);
    }

    private static string FolderOf([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Fixtures");
}

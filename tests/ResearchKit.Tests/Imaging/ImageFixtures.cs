using System.Runtime.CompilerServices;
using System.Text;
using ResearchKit.Imaging;

namespace ResearchKit.Tests.Imaging;

/// <summary>The files that Fixtures/make.sh made, with the pixels that djpeg or ImageMagick decoded from
/// them.</summary>
internal static class ImageFixtures
{
    public static readonly string Folder = FolderOf();

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder)
        .Where(f => f.EndsWith(".jpg", StringComparison.Ordinal) || f.EndsWith(".png", StringComparison.Ordinal))
        .Where(f => File.Exists(Path.ChangeExtension(f, ".ppm")))
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

    /// <summary>
    /// A JPEG file that says how the camera was held, by an APP1 segment with a big-endian TIFF directory of one entry:
    /// tag 0x0112, type SHORT, count 1.
    /// </summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0,
            (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg.AsSpan(0, 2), .. exif, .. jpeg.AsSpan(2)];
    }

    private static string FolderOf([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Fixtures");
}

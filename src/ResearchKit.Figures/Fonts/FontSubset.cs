using System.Buffers.Binary;
using System.Text;

namespace ResearchKit.Figures.Fonts;

/// <summary>
/// The part of a TrueType font that some texts need, as a font of its own: a drawing for print carries it, and looks
/// the same where the font is not installed. Glyphs keep their numbers; those that no character needs are empty, and
/// those after the last one that is needed are left out. Hinting, metrics and names stay as they are.
/// </summary>
internal static class FontSubset
{
    private static readonly string[] Kept =
        ["OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep"];

    /// <summary>A font with the glyphs of these characters; characters that the font lacks are left out.</summary>
    /// <param name="file">The font's file, with long or short glyph offsets.</param>
    /// <param name="characters">Code points; in any order.</param>
    public static byte[] Of(byte[] file, IEnumerable<int> characters)
    {
        var font = new TrueTypeFont(file);
        var glyphs = characters.Distinct().Order().Select(c => (Character: c, Glyph: font.Glyph(c)))
            .Where(g => g.Glyph > 0).ToList();
        var needed = new SortedSet<int> { 0 };
        foreach (var (_, glyph) in glyphs) Add(font, glyph, needed);
        var count = needed.Max + 1;

        var (outlines, offsets) = Outlines(font, needed, count);
        var tables = Kept.Where(font.Has).ToDictionary(name => name, name => name switch
        {
            "cmap" => CharacterMap(glyphs),
            "glyf" => outlines,
            "loca" => offsets,
            "hmtx" => Metrics(font, count),
            // Version 3: without names of glyphs.
            "post" => [0, 3, 0, 0, .. font.Table(name)[4..32]],
            _ => font.Table(name).ToArray(),
        });
        Put16(tables["maxp"], 4, count);
        Put16(tables["hhea"], 34, Math.Min(count, font.MetricCount));
        Put16(tables["head"], 50, 1);
        BinaryPrimitives.WriteUInt32BigEndian(tables["head"].AsSpan(8), 0);
        return Assemble(tables);
    }

    /// <summary>A glyph and those that it is made of.</summary>
    private static void Add(TrueTypeFont font, int glyph, SortedSet<int> needed)
    {
        if (!needed.Add(glyph)) return;
        foreach (var part in font.Parts(glyph)) Add(font, part, needed);
    }

    private static (byte[] Outlines, byte[] Offsets) Outlines(TrueTypeFont font, SortedSet<int> needed, int count)
    {
        using var outlines = new MemoryStream();
        var offsets = new byte[4 * (count + 1)];
        for (var glyph = 0; glyph < count; glyph++)
        {
            if (needed.Contains(glyph)) outlines.Write(font.Data(glyph));
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
            BinaryPrimitives.WriteUInt32BigEndian(offsets.AsSpan(4 * glyph + 4), (uint)outlines.Length);
        }

        return (outlines.ToArray(), offsets);
    }

    /// <summary>Width and side bearing of each glyph; glyphs after the last width share it.</summary>
    private static byte[] Metrics(TrueTypeFont font, int count)
    {
        var bytes = count <= font.MetricCount ? 4 * count : 4 * font.MetricCount + 2 * (count - font.MetricCount);
        return font.Table("hmtx")[..bytes].ToArray();
    }

    /// <summary>One segment of format 4 for each character, for Windows and Unicode.</summary>
    private static byte[] CharacterMap(List<(int Character, int Glyph)> glyphs)
    {
        var segments = glyphs.Count + 1;
        var power = (int)Math.Floor(Math.Log2(segments));
        var map = new byte[12 + 16 + 8 * segments];
        int[] head =
        [
            0, 1, 3, 1, 0, 12, // one table: platform, encoding, offset
            4, map.Length - 12, 0, 2 * segments, 2 << power, power, 2 * segments - (2 << power),
        ];
        for (var i = 0; i < head.Length; i++) Put16(map, 2 * i, head[i]);
        int ends = 26, starts = ends + 2 * segments + 2, deltas = starts + 2 * segments;
        for (var i = 0; i < segments; i++)
        {
            var (character, glyph) = i < glyphs.Count ? glyphs[i] : (0xFFFF, 0);
            Put16(map, ends + 2 * i, character);
            Put16(map, starts + 2 * i, character);
            Put16(map, deltas + 2 * i, glyph - character);
        }

        return map;
    }

    private static byte[] Assemble(Dictionary<string, byte[]> tables)
    {
        var power = (int)Math.Floor(Math.Log2(tables.Count));
        var at = 12 + 16 * tables.Count;
        var file = new byte[at + tables.Values.Sum(table => (table.Length + 3) & ~3)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        int[] search = [tables.Count, 16 << power, power, 16 * tables.Count - (16 << power)];
        for (var i = 0; i < 4; i++) Put16(file, 4 + 2 * i, search[i]);
        var entry = 12;
        var headAt = 0;
        foreach (var (name, table) in tables.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (name == "head") headAt = at;
            Encoding.ASCII.GetBytes(name, file.AsSpan(entry));
            table.CopyTo(file, at);
            var padded = (table.Length + 3) & ~3;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Checksum(file.AsSpan(at, padded)));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 8), (uint)at);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 12), (uint)table.Length);
            (entry, at) = (entry + 16, at + padded);
        }

        // Of the whole file, as the specification wants it.
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(headAt + 8), 0xB1B0AFBA - Checksum(file));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> words)
    {
        var sum = 0u;
        for (; words.Length > 0; words = words[4..]) sum += BinaryPrimitives.ReadUInt32BigEndian(words);
        return sum;
    }

    private static void Put16(byte[] bytes, int at, int value) =>
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)value);
}

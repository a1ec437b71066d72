using System.Buffers.Binary;
using System.Text;

namespace ResearchKit.Figures.Fonts;

/// <summary>
/// Outlines and widths of Liberation Sans (metrically Arial), for the forms of a figure that no browser draws. The font
/// lies in this assembly, so that the same figure gives the same bytes on every machine, whatever fonts it has. Reads
/// the tables <c>cmap</c> (format 4), <c>hmtx</c>, <c>loca</c> and <c>glyf</c> of the TrueType specification.
/// </summary>
internal sealed class TrueTypeFont
{
    private static readonly Lazy<TrueTypeFont> RegularFace = new(() => new(File("LiberationSans-Regular.ttf")));
    private static readonly Lazy<TrueTypeFont> BoldFace = new(() => new(File("LiberationSans-Bold.ttf")));

    private readonly byte[] _data;
    private readonly Dictionary<string, int> _tables = [];
    private readonly Dictionary<string, int> _lengths = [];
    private readonly bool _longOffsets;
    private readonly int _characters;

    internal TrueTypeFont(byte[] data)
    {
        _data = data;
        for (var entry = 12; entry < 12 + 16 * U16(4); entry += 16)
        {
            var name = Encoding.ASCII.GetString(data, entry, 4);
            (_tables[name], _lengths[name]) = ((int)U32(entry + 8), (int)U32(entry + 12));
        }

        UnitsPerEm = U16(_tables["head"] + 18);
        _longOffsets = U16(_tables["head"] + 50) == 1;
        MetricCount = U16(_tables["hhea"] + 34);
        var map = _tables["cmap"];
        for (var i = 0; i < U16(map + 2); i++)
            if (U16(map + (int)U32(map + 4 + 8 * i + 4)) == 4) _characters = map + (int)U32(map + 4 + 8 * i + 4);
    }

    internal static TrueTypeFont Regular => RegularFace.Value;

    internal static TrueTypeFont Bold => BoldFace.Value;

    internal int UnitsPerEm { get; }

    /// <summary>How many glyphs have a width of their own.</summary>
    internal int MetricCount { get; }

    /// <summary>The bytes of a face.</summary>
    internal static byte[] File(string name)
    {
        using var stream = typeof(TrueTypeFont).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Whether the font has a table of this name.</summary>
    internal bool Has(string table) => _tables.ContainsKey(table);

    /// <summary>The bytes of a table.</summary>
    internal ReadOnlySpan<byte> Table(string name) => _data.AsSpan(_tables[name], _lengths[name]);

    /// <summary>The bytes of a glyph's outline; none for a blank.</summary>
    internal ReadOnlySpan<byte> Data(int glyph)
    {
        var start = Offset(glyph);
        return _data.AsSpan(_tables["glyf"] + start, Offset(glyph + 1) - start);
    }

    /// <summary>The glyphs that a glyph is made of, such as a letter and its accent; none for most.</summary>
    internal IReadOnlyList<int> Parts(int glyph)
    {
        var data = Data(glyph);
        var parts = new List<int>();
        if (data.IsEmpty || BinaryPrimitives.ReadInt16BigEndian(data) >= 0) return parts;
        for (int at = 10, flags = 32; (flags & 32) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]));
            at += ((flags & 1) != 0 ? 8 : 6)
                + ((flags & 8) != 0 ? 2 : (flags & 64) != 0 ? 4 : (flags & 128) != 0 ? 8 : 0);
        }

        return parts;
    }

    /// <summary>The width of a text, in em.</summary>
    internal double Width(string text) => text.EnumerateRunes().Sum(r => Advance(Glyph(r.Value)));

    /// <summary>The width of a glyph, in em.</summary>
    internal double Advance(int glyph) =>
        U16(_tables["hmtx"] + 4 * Math.Min(glyph, MetricCount - 1)) / (double)UnitsPerEm;

    /// <summary>The glyph of a character; 0 (a box) if the font has none.</summary>
    internal int Glyph(int character)
    {
        if (character > 0xFFFF) return 0;
        var segments = U16(_characters + 6) / 2;
        int ends = _characters + 14, starts = ends + 2 * segments + 2, deltas = starts + 2 * segments;
        var ranges = deltas + 2 * segments;
        for (var i = 0; i < segments; i++)
        {
            if (U16(ends + 2 * i) < character) continue;
            if (U16(starts + 2 * i) > character) return 0;
            int delta = U16(deltas + 2 * i), range = U16(ranges + 2 * i);
            if (range == 0) return (character + delta) & 0xFFFF;
            var glyph = U16(ranges + 2 * i + range + 2 * (character - U16(starts + 2 * i)));
            return glyph == 0 ? 0 : (glyph + delta) & 0xFFFF;
        }
        return 0;
    }

    /// <summary>
    /// The closed contours of a glyph in em, y upwards; each point says whether it lies on the curve or controls a
    /// quadratic one.
    /// </summary>
    internal IReadOnlyList<GlyphPoint[]> Outline(int glyph)
    {
        var contours = new List<GlyphPoint[]>();
        AddOutline(glyph, (1, 0, 0, 1, 0, 0), contours, depth: 0);
        return contours;
    }

    private void AddOutline(
        int glyph, (double A, double B, double C, double D, double E, double F) m, List<GlyphPoint[]> contours,
        int depth)
    {
        if (Data(glyph).IsEmpty || depth > 4) return;
        var at = _tables["glyf"] + Offset(glyph);
        int count = I16(at);
        if (count < 0)
        {
            AddParts(at + 10, m, contours, depth);
            return;
        }
        var lasts = Enumerable.Range(0, count).Select(i => U16(at + 10 + 2 * i)).ToArray();
        var points = count == 0 ? 0 : lasts[^1] + 1;
        var p = at + 10 + 2 * count;
        p += 2 + U16(p);
        var flags = new byte[points];
        for (var i = 0; i < points;)
        {
            var flag = _data[p++];
            var repeat = (flag & 8) != 0 ? _data[p++] : 0;
            for (var r = 0; r <= repeat; r++) flags[i++] = flag;
        }
        var x = Coordinates(flags, 2, 16, ref p);
        var y = Coordinates(flags, 4, 32, ref p);
        var first = 0;
        foreach (var last in lasts)
        {
            var contour = new GlyphPoint[last - first + 1];
            for (var i = first; i <= last; i++)
                contour[i - first] = new GlyphPoint(
                    (m.A * x[i] + m.C * y[i] + m.E) / UnitsPerEm, (m.B * x[i] + m.D * y[i] + m.F) / UnitsPerEm,
                    (flags[i] & 1) != 0);
            contours.Add(contour);
            first = last + 1;
        }
    }

    private int[] Coordinates(byte[] flags, int shortBit, int sameBit, ref int p)
    {
        var values = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            var same = (flags[i] & sameBit) != 0;
            if ((flags[i] & shortBit) != 0) value += same ? _data[p++] : -_data[p++];
            else if (!same)
            {
                value += I16(p);
                p += 2;
            }
            values[i] = value;
        }
        return values;
    }

    /// <summary>A glyph made of others, such as a letter with its accent.</summary>
    private void AddParts(
        int p, (double A, double B, double C, double D, double E, double F) m, List<GlyphPoint[]> contours, int depth)
    {
        int flags;
        do
        {
            flags = U16(p);
            var part = U16(p + 2);
            p += 4;
            double dx = (flags & 1) != 0 ? I16(p) : (sbyte)_data[p];
            double dy = (flags & 1) != 0 ? I16(p + 2) : (sbyte)_data[p + 1];
            p += (flags & 1) != 0 ? 4 : 2;
            double scaleX = 1, scaleY = 1;
            if ((flags & 8) != 0) (scaleX, scaleY, p) = (I16(p) / 16384.0, I16(p) / 16384.0, p + 2);
            else if ((flags & 64) != 0) (scaleX, scaleY, p) = (I16(p) / 16384.0, I16(p + 2) / 16384.0, p + 4);
            else if ((flags & 128) != 0) p += 8; // a turned part: this font has none
            AddOutline(part, (m.A * scaleX, m.B * scaleX, m.C * scaleY, m.D * scaleY,
                m.A * dx + m.C * dy + m.E, m.B * dx + m.D * dy + m.F), contours, depth + 1);
        }
        while ((flags & 32) != 0);
    }

    private int Offset(int glyph) =>
        _longOffsets ? (int)U32(_tables["loca"] + 4 * glyph) : 2 * U16(_tables["loca"] + 2 * glyph);

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_data.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_data.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(_data.AsSpan(at));
}

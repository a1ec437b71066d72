using System.Buffers.Binary;

namespace ResearchKit.Imaging.Jpeg;

/// <summary>
/// Decodes JPEG (ITU T.81): baseline, extended sequential and progressive files of 8 bits in Huffman or arithmetic
/// coding, gray, color or CMYK, any subsampling, with restart intervals; turns the image as its Exif orientation says.
/// </summary>
public static class JpegDecoder
{
    /// <summary>True if the bytes begin as a JPEG file does.</summary>
    public static bool Accepts(ReadOnlySpan<byte> file) => file.StartsWith<byte>([0xFF, 0xD8, 0xFF]);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="file">Its bytes.</param>
    /// <param name="turn">How the stored image was turned to be shown.</param>
    /// <exception cref="ImageException">The file is damaged, or of a kind that we do not read (12 bits, lossless,
    /// hierarchical).</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, out Turn turn)
    {
        if (!Accepts(file)) throw new ImageException("JPEG: the start marker is missing");
        var state = new State();
        var at = 2;
        while (NextMarker(file, ref at) is var marker and not 0xD9) at = state.Segment(file, marker, at);
        return state.Finish(out turn);
    }

    // The next marker's number; a file that ends without one is taken as ended.
    private static int NextMarker(ReadOnlySpan<byte> file, ref int at)
    {
        while (at + 1 < file.Length && (file[at] != 0xFF || file[at + 1] is 0 or 0xFF)) at++;
        if (at + 1 >= file.Length) return 0xD9;
        at += 2;
        return file[at - 1];
    }

    private sealed class State
    {
        private readonly HuffmanTable?[] _dc = new HuffmanTable?[4], _ac = new HuffmanTable?[4];
        private readonly ushort[]?[] _quantization = new ushort[]?[4];
        private readonly ArithmeticConditioning _conditioning = new();
        private Frame? _frame;
        private int _restartInterval, _orientation = 1, _adobeTransform = -1, _scans;
        private bool _isJfif;

        // Reads the segment behind a marker and returns the offset behind it.
        public int Segment(ReadOnlySpan<byte> file, int marker, int at)
        {
            if (marker is >= 0xD0 and <= 0xD8 or 0x01) return at; // markers without a segment
            if (at + 2 > file.Length) throw new ImageException($"JPEG: the file ends at byte {at}, within a segment");
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
            if (length < 2 || at + length > file.Length)
                throw new ImageException(
                    $"JPEG: the segment at byte {at} claims {length} bytes, more than the file has");
            var segment = file.Slice(at + 2, length - 2);
            at += length;
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA:
                    if (_frame is not null) throw new ImageException("JPEG: more than one image in the file");
                    _frame = Frame.Parse(segment, marker is 0xC2 or 0xCA, marker is 0xC9 or 0xCA, file.Length);
                    break;
                case 0xC4: ReadHuffman(segment); break;
                case 0xCC: _conditioning.Read(segment); break;
                case 0xC3 or (>= 0xC5 and <= 0xCF):
                    throw new ImageException(
                        "JPEG: lossless and hierarchical files are not supported; convert the file first");
                case 0xDB: ReadQuantization(segment); break;
                case 0xDD when segment.Length >= 2:
                    _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                    break;
                case 0xE0: _isJfif |= segment.StartsWith("JFIF\0"u8); break;
                case 0xE1: _orientation = Math.Max(_orientation, ExifOrientation.Parse(segment)); break;
                case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                    _adobeTransform = segment[11];
                    break;
                case 0xDA:
                    if (_frame is null) throw new ImageException("JPEG: a scan comes before the frame header");
                    // A hostile file can repeat tiny scans over a large image; real ones have a dozen.
                    if (++_scans > 1000) throw new ImageException("JPEG: more than 1000 scans");
                    var scan = Scan.Parse(segment, _frame, _quantization);
                    return _frame.Arithmetic
                        ? scan.Decode(file, at, _frame, _restartInterval, _conditioning)
                        : scan.Decode(file, at, _frame, _restartInterval, _dc, _ac);
            }
            return at;
        }

        public RgbImage Finish(out Turn turn)
        {
            if (_frame is null || _scans == 0) throw new ImageException("JPEG: the file has no image");
            int maxH = _frame.MaxHorizontal, maxV = _frame.MaxVertical;
            var planes = Array.ConvertAll(_frame.Components, c =>
                maxH % c.Horizontal == 0 && maxV % c.Vertical == 0
                    ? new Upsampling(c.ToPlane(), maxH / c.Horizontal, maxV / c.Vertical, _frame.Width)
                    : throw new ImageException(
                        "JPEG: fractional subsampling is not supported; convert the file first"));
            turn = new(_orientation, _frame.Width, _frame.Height);
            return turn.Apply(ColorConversion.Join(planes, IsDirect(_frame), _frame.Width, _frame.Height));
        }

        // Whether the components are colors themselves. Of four, Adobe's segment alone says that they are YCbCr and
        // black. Of three, JFIF is always YCbCr; Adobe's segment says; otherwise components named R, G, B are what they
        // say.
        private bool IsDirect(Frame f) => f.Components.Length == 4
            ? _adobeTransform <= 0
            : !_isJfif
            && (_adobeTransform >= 0 ? _adobeTransform == 0
            : f.Components.Select(c => c.Id).SequenceEqual(['R', 'G', 'B']));

        private void ReadHuffman(ReadOnlySpan<byte> segment)
        {
            while (segment.Length > 0)
            {
                if (segment.Length < 17) throw new ImageException("JPEG: a Huffman table is cut short");
                int kind = segment[0] >> 4, number = segment[0] & 15, count = 0;
                foreach (var n in segment.Slice(1, 16)) count += n;
                if (kind > 1 || number > 3 || count > 256 || segment.Length < 17 + count)
                    throw new ImageException("JPEG: a Huffman table is damaged");
                (kind == 0 ? _dc : _ac)[number] = new(segment.Slice(1, 16), segment.Slice(17, count));
                segment = segment[(17 + count)..];
            }
        }

        private void ReadQuantization(ReadOnlySpan<byte> segment)
        {
            while (segment.Length > 0)
            {
                int wide = segment[0] >> 4, number = segment[0] & 15;
                if (wide > 1 || number > 3 || segment.Length < 1 + 64 * (1 + wide))
                    throw new ImageException("JPEG: a quantization table is damaged");
                var table = new ushort[64];
                for (var i = 0; i < 64; i++)
                    table[Zigzag.Natural[i]] = wide == 0 ? segment[1 + i]
                        : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + 2 * i)..]);
                _quantization[number] = table;
                segment = segment[(1 + 64 * (1 + wide))..];
            }
        }
    }
}

using System.Buffers.Binary;
using System.Text;

namespace ResearchKit.TorchSharpPatch.Elf;

/// <summary>A shared library of Linux: 64 bits, little-endian, with its section table.</summary>
internal sealed class ElfFile
{
    private const int SectionHeaderSize = 64;
    private readonly IReadOnlyList<ElfSection> _sections;

    /// <param name="bytes">The whole file; <see cref="VersionNeed"/> changes it in place.</param>
    /// <exception cref="InvalidDataException">It is another kind of file, or cut short.</exception>
    public ElfFile(byte[] bytes)
    {
        Bytes = bytes;
        if (bytes.Length < 64 || !bytes.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            throw new InvalidDataException("no 64-bit little-endian ELF file");
        ulong table = UInt64(0x28);
        if (UInt16(0x3A) != SectionHeaderSize) throw new InvalidDataException("no section table");
        _sections = [.. Enumerable.Range(0, UInt16(0x3C)).Select(i => Section(At(table) + (i * SectionHeaderSize)))];
    }

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The sections of a type, such as 4 for relocations.</summary>
    public IEnumerable<ElfSection> Sections(uint type) => _sections.Where(section => section.Type == type);

    /// <summary>The section that another one refers to, such as its strings.</summary>
    public ElfSection Linked(ElfSection section) =>
        section.Link < _sections.Count ? _sections[(int)section.Link]
        : throw new InvalidDataException("a section refers to one that is not there");

    /// <summary>A string of a string section.</summary>
    public string Text(ElfSection strings, uint offset)
    {
        var rest = Bytes.AsSpan(strings.Offset, strings.Size)[(int)offset..];
        int end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? throw new InvalidDataException("an unended string") : rest[..end]);
    }

    public ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Span(offset, 2));

    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Span(offset, 4));

    public ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Span(offset, 8));

    private Span<byte> Span(int offset, int size) =>
        offset >= 0 && offset <= Bytes.Length - size ? Bytes.AsSpan(offset, size)
        : throw new InvalidDataException("the file is cut short");

    private ElfSection Section(int offset) => new(
        UInt32(offset + 4), At(UInt64(offset + 24)), At(UInt64(offset + 32)), UInt32(offset + 40));

    private static int At(ulong value) =>
        value <= int.MaxValue ? (int)value : throw new InvalidDataException("a file of more than 2 GB");
}

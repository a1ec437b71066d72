using System.Buffers.Binary;
using System.Text;

namespace ResearchKit.Cli.Tests.Engines;

/// <summary>
/// The smallest shared library with what the dynamic linker reads: one symbol for each needed version of libstdc++, and
/// relocations for those that are used. Written from the ELF specification and its GNU extensions.
/// </summary>
internal static class SharedLibrary
{
    /// <param name="versions">The needed versions, and whether a relocation uses their symbol.</param>
    public static byte[] Needing(params (string Version, bool Used)[] versions)
    {
        var strings = new MemoryStream();
        strings.WriteByte(0);
        uint Text(string text)
        {
            var at = (uint)strings.Length;
            strings.Position = at;
            strings.Write(Encoding.ASCII.GetBytes(text + "\0"));
            return at;
        }

        var needs = new byte[16 + (16 * versions.Length)];
        Put16(needs, 0, 1);
        Put16(needs, 2, versions.Length);
        Put32(needs, 4, Text("libstdc++.so.6"));
        Put32(needs, 8, 16);
        var symbols = new byte[24 * (versions.Length + 1)];
        var symbolVersions = new byte[2 * (versions.Length + 1)];
        var relocations = new MemoryStream();
        foreach (var (i, (version, used)) in versions.Index())
        {
            int at = 16 + (16 * i);
            Put16(needs, at + 6, i + 2);
            Put32(needs, at + 8, Text(version));
            Put32(needs, at + 12, i + 1 < versions.Length ? 16u : 0);
            Put16(symbolVersions, 2 * (i + 1), i + 2);
            if (!used) continue;
            var relocation = new byte[24];
            BinaryPrimitives.WriteUInt64LittleEndian(relocation.AsSpan(8), ((ulong)(i + 1) << 32) | 6);
            relocations.Write(relocation);
        }

        // Sections 1 to 5: strings, symbols, versions of symbols, needed versions, relocations.
        return File(
            (3, strings.ToArray(), 0), (11, symbols, 1), (0x6fffffff, symbolVersions, 2), (0x6ffffffe, needs, 1),
            (4, relocations.ToArray(), 2));
    }

    private static byte[] File(params (uint Type, byte[] Bytes, uint Link)[] sections)
    {
        var file = new MemoryStream();
        file.Write(new byte[64]);
        var headers = new byte[64 * (sections.Length + 1)];
        foreach (var (i, (type, bytes, link)) in sections.Index())
        {
            var header = headers.AsSpan(64 * (i + 1));
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], (ulong)file.Position);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], (ulong)bytes.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(header[40..], link);
            file.Write(bytes);
        }

        long table = file.Position;
        file.Write(headers);
        byte[] all = file.ToArray();
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(all);
        BinaryPrimitives.WriteUInt64LittleEndian(all.AsSpan(0x28), (ulong)table);
        Put16(all, 0x3A, 64);
        Put16(all, 0x3C, sections.Length + 1);
        return all;
    }

    private static void Put16(byte[] bytes, int at, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);

    private static void Put32(byte[] bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), value);
}

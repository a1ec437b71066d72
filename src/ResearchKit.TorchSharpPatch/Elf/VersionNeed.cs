using System.Buffers.Binary;

namespace ResearchKit.TorchSharpPatch.Elf;

/// <summary>A version that a library asks of another, without which the dynamic linker does not load it.</summary>
/// <param name="Library">The other library: <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version: <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">The number by which symbols name it.</param>
/// <param name="FlagsOffset">Where its flags stand in the file.</param>
/// <param name="Flags">The flags.</param>
internal sealed record VersionNeed(string Library, string Version, ushort Index, int FlagsOffset, ushort Flags)
{
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>Whether the library loads without it.</summary>
    public bool IsWeak => (Flags & Weak) != 0;

    /// <summary>All versions that a library asks for.</summary>
    public static IEnumerable<VersionNeed> Of(ElfFile file)
    {
        foreach (var section in file.Sections(ElfSection.VersionNeeds))
        {
            var strings = file.Linked(section);
            for (int need = section.Offset, next = 1; next != 0; need += next)
            {
                string library = file.Text(strings, file.UInt32(need + 4));
                int version = need + (int)file.UInt32(need + 8);
                for (int i = 0; i < file.UInt16(need + 2); i++)
                {
                    yield return new VersionNeed(library, file.Text(strings, file.UInt32(version + 8)),
                        file.UInt16(version + 6), version + 4, file.UInt16(version + 4));
                    version += (int)file.UInt32(version + 12);
                }

                next = (int)file.UInt32(need + 12);
            }
        }
    }

    /// <summary>All versions that a library offers.</summary>
    public static IEnumerable<string> OfferedBy(ElfFile file)
    {
        foreach (var section in file.Sections(ElfSection.VersionDefinitions))
        {
            var strings = file.Linked(section);
            for (int definition = section.Offset, next = 1; next != 0; definition += next)
            {
                yield return file.Text(strings, file.UInt32(definition + (int)file.UInt32(definition + 12)));
                next = (int)file.UInt32(definition + 16);
            }
        }
    }

    /// <summary>Whether a relocation of the library needs a symbol of this version.</summary>
    public bool IsUsed(ElfFile file)
    {
        var versions = file.Sections(ElfSection.SymbolVersions).Single();
        foreach (var section in file.Sections(ElfSection.Relocations))
        {
            if (file.Linked(section).Type != ElfSection.DynamicSymbols) continue;
            for (int at = section.Offset; at < section.Offset + section.Size; at += 24)
            {
                uint symbol = (uint)(file.UInt64(at + 8) >> 32);
                if (symbol != 0 && (file.UInt16(versions.Offset + (int)(2 * symbol)) & 0x7fff) == Index) return true;
            }
        }

        return false;
    }

    /// <summary>Lets the library load without this version: one bit of its file.</summary>
    public void MakeWeak(ElfFile file) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file.Bytes.AsSpan(FlagsOffset), (ushort)(Flags | Weak));
}

namespace ResearchKit.TorchSharpPatch.Elf;

/// <summary>One section of a shared library.</summary>
/// <param name="Type">What it holds, by the number of the ELF specification.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Link">The section that it refers to.</param>
internal sealed record ElfSection(uint Type, int Offset, int Size, uint Link)
{
    /// <summary>Relocations with addends (<c>SHT_RELA</c>).</summary>
    public const uint Relocations = 4;

    /// <summary>Symbols of the dynamic linker (<c>SHT_DYNSYM</c>).</summary>
    public const uint DynamicSymbols = 11;

    /// <summary>Versions that the library offers (<c>.gnu.version_d</c>).</summary>
    public const uint VersionDefinitions = 0x6ffffffd;

    /// <summary>Versions that the library asks of others (<c>.gnu.version_r</c>).</summary>
    public const uint VersionNeeds = 0x6ffffffe;

    /// <summary>The version of each dynamic symbol (<c>.gnu.version</c>).</summary>
    public const uint SymbolVersions = 0x6fffffff;
}

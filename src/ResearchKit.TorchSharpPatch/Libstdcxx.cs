using ResearchKit.TorchSharpPatch.Elf;
using ResearchKit.Engines;

namespace ResearchKit.TorchSharpPatch;

/// <summary>
/// Makes TorchSharp's native library load where libstdc++ is older than the one that it was linked with. It asks for a
/// version (GLIBCXX_3.4.32, of GCC 13) only for a symbol that nothing in it uses; Debian 12 and Ubuntu 22.04 end with
/// 3.4.30. In the installed copy that need is marked as weak. A version that something uses is left alone and told.
/// </summary>
internal static class Libstdcxx
{
    private const string Name = "libstdc++.so.6";

    /// <summary>Changes the library at <paramref name="path"/> where this system needs it.</summary>
    /// <returns>The versions that it now loads without; most often none.</returns>
    /// <exception cref="EngineException">The library uses something that this system's libstdc++ lacks.</exception>
    public static IReadOnlyList<string> Accommodate(string path)
    {
        if (!OperatingSystem.IsLinux() || SystemFile() is not { } system) return [];
        var file = new ElfFile(File.ReadAllBytes(path));
        var offered = VersionNeed.OfferedBy(new ElfFile(File.ReadAllBytes(system))).ToHashSet(StringComparer.Ordinal);
        var changed = Weaken(file, offered);
        if (changed.Count > 0) File.WriteAllBytes(path, file.Bytes);
        return changed;
    }

    /// <summary>Marks as weak what <paramref name="file"/> asks of libstdc++, does not use, and is not
    /// offered.</summary>
    public static IReadOnlyList<string> Weaken(ElfFile file, IReadOnlySet<string> offered)
    {
        var missing = VersionNeed.Of(file)
            .Where(need => need is { Library: Name, IsWeak: false } && !offered.Contains(need.Version)).ToList();
        if (missing.FirstOrDefault(need => need.IsUsed(file)) is { } used)
            throw new EngineException(
                $"libtorch needs a newer C++ library than this system has: {Name} must offer {used.Version}. "
                + "Install a newer libstdc++6, or stay with the managed engine.");
        foreach (var need in missing) need.MakeWeak(file);
        return [.. missing.Select(need => need.Version)];
    }

    /// <summary>The libstdc++ that is loaded in this process: the runtime itself needs it.</summary>
    private static string? SystemFile() => File.ReadLines("/proc/self/maps")
        .Select(line => line[(line.LastIndexOf(' ') + 1)..])
        .FirstOrDefault(path => Path.GetFileName(path).StartsWith("libstdc++.so", StringComparison.Ordinal)
            && File.Exists(path));
}

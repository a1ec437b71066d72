using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Benchmarks;

/// <summary>What was measured on.</summary>
internal static class Machine
{
    private const string ProcessorFile = "/proc/cpuinfo", ModelField = "model name";

    /// <summary>The processor in words, and its widest vectors.</summary>
    public static string Description =>
        $"{Model}, vectors of {Bits} bits";

    private static int Bits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string Model =>
        (File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile) : [])
            .FirstOrDefault(line => line.StartsWith(ModelField, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();
}

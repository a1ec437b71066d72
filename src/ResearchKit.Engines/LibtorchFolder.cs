using System.Runtime.InteropServices;

namespace ResearchKit.Engines;

/// <summary>
/// Where TorchSharp and libtorch are installed: one folder for all programs and all builds of this version, with
/// TorchSharp.dll, the assemblies it needs and the native libraries beside it.
/// </summary>
public static class LibtorchFolder
{
    /// <summary>The version of TorchSharp that the library is compiled for.</summary>
    public const string TorchSharpVersion = "0.107.0";

    /// <summary>The environment variable that names another folder for engines.</summary>
    public const string Variable = "RESEARCHKIT_ENGINES";

    private const string PackageFile = "package.txt";

    /// <summary>The folder that holds installed engines.</summary>
    public static string Root
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) return Path.GetFullPath(named);
            string local = Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(local.Length > 0 ? local : Path.GetTempPath(), "ResearchKit", "engines");
        }
    }

    /// <summary>The folder of this version for this platform, whether it is there or not.</summary>
    public static string Current => Path.Combine(Root, $"libtorch-{TorchSharpVersion}-{Platform}");

    /// <summary>The system and processor as packages call them: <c>linux-x64</c>.</summary>
    public static string Platform =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-"
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>TorchSharp's assembly; null where libtorch is not installed.</summary>
    public static string? Assembly =>
        Path.Combine(Current, "TorchSharp.dll") is var path && File.Exists(path) ? path : null;

    /// <summary>The package that was installed, such as <c>TorchSharp-cpu</c>; null where none is.</summary>
    public static string? Package =>
        Assembly is not null && Path.Combine(Current, PackageFile) is var path && File.Exists(path)
            ? File.ReadAllText(path).Trim() : null;

    /// <summary>Notes in a new folder which package it holds.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="package">Such as <c>TorchSharp-cpu</c>.</param>
    public static void WritePackage(string folder, string package) =>
        File.WriteAllText(Path.Combine(folder, PackageFile), package + "\n");
}

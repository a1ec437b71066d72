using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ResearchKit.Cli.Engines;
using ResearchKit.Cli.Reproduction;
using ResearchKit.Engines;
using TorchSharp;

namespace ResearchKit.Cli.Diagnosis;

/// <summary>What is installed and in use on this machine. Optional parts are null where they are missing.</summary>
/// <param name="Version">Version of the lab.</param>
/// <param name="Runtime">The .NET runtime that runs this.</param>
/// <param name="Sdk">Version of the .NET SDK that <c>dotnet</c> gives, which notebooks need for packages.</param>
/// <param name="Platform">Operating system and processor architecture.</param>
/// <param name="Engines">The tensor engines: which is in use, and which could be.</param>
/// <param name="Gpus">GPUs that libtorch sees by CUDA; null where it is not in use.</param>
/// <param name="VectorBits">The widest vectors that the engine uses, in bits; 0 for none.</param>
/// <param name="InstructionSets">The instruction sets that the runtime offers.</param>
/// <param name="Threads">Threads that a run uses unless told otherwise.</param>
/// <param name="Root">The clone in which the current directory lies.</param>
/// <param name="Notebooks">How many notebooks it has.</param>
/// <param name="Jupyter">Optional: Jupyter, to edit notebooks in a browser.</param>
/// <param name="Chromium">Optional: Chromium, to look at interactive figures without an editor.</param>
internal sealed record Installation(
    string Version, string Runtime, string? Sdk, string Platform,
    IReadOnlyList<EngineDescription> Engines, int? Gpus, int VectorBits,
    IReadOnlyList<string> InstructionSets, int Threads, string? Root, int Notebooks, string? Jupyter, string? Chromium)
{
    /// <summary>Version of the lab.</summary>
    public static string LabVersion => VersionOf(typeof(Application).Assembly);

    /// <summary>Operating system and processor architecture.</summary>
    public static string PlatformName => $"{RuntimeInformation.OSDescription} {RuntimeInformation.ProcessArchitecture}";

    public static Installation Inspect()
    {
        var repository = Repository.TryFind(Directory.GetCurrentDirectory());
        // The programs are asked at the same time: some take a second to answer.
        var sdk = Task.Run(() => InstalledTool.Version("dotnet", "--version"));
        var jupyter = Task.Run(() =>
            InstalledTool.Version("jupyter", "notebook", "--version")
            ?? InstalledTool.Version("jupyter", "lab", "--version"));
        var chromium = Task.Run(() =>
            InstalledTool.Version("chromium", "--version") ?? InstalledTool.Version("google-chrome", "--version"));
        return new Installation(
            LabVersion,
            RuntimeInformation.FrameworkDescription,
            sdk.Result,
            PlatformName,
            EngineDescription.All(),
            GpuCount(),
            EngineVectorBits(),
            Sets(),
            Environment.ProcessorCount,
            repository?.Root,
            repository is null ? 0 : Directory.GetFiles(repository.NotebookFolder, "*.ipynb").Length,
            jupyter.Result,
            chromium.Result);
    }

    /// <summary>Names and values to be read.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("ResearchKit", Version);
        yield return ("runtime", Runtime);
        yield return ("SDK", Sdk
            ?? "not found: install the .NET 10 SDK to build, and to use #r \"nuget:...\" in notebooks");
        yield return ("system", Platform);
        foreach (var engine in Engines)
            yield return ($"engine {engine.Name}", engine.Text + (engine.InUse ? "; in use" : ""));
        yield return ("GPU", Gpus switch
        {
            null => "not asked for: libtorch is not in use (see `researchkit doctor --engine libtorch`)",
            0 => $"libtorch sees none ({LibtorchFolder.Package})",
            var count => $"libtorch sees {count}: --device cuda"
                + (count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $":0 to cuda:{count - 1}")),
        });
        yield return ("vectors", VectorBits == 0
            ? "none: the same results, more slowly"
            : string.Create(CultureInfo.InvariantCulture,
                $"{VectorBits} bits (of {string.Join(", ", InstructionSets)})"));
        yield return ("threads", Threads.ToString(CultureInfo.InvariantCulture));
        yield return ("clone", Root is null ? "none: the current directory is not inside one"
            : $"{Root} ({Notebooks} notebooks)");
        yield return ("Jupyter", Jupyter ?? "not found (optional: edits notebooks in a browser)");
        yield return ("Chromium", Chromium ?? "not found (optional: shows interactive figures)");
    }

    /// <summary>
    /// What the managed engine says itself (found by name, since libtorch may be in its place), else what the runtime
    /// offers.
    /// </summary>
    public static int EngineVectorBits() =>
        Type.GetType("ManagedTorch.Kernels.Simd, TorchSharp")?.GetProperty("Level")?.GetValue(null) is Enum level
            ? Convert.ToInt32(level, CultureInfo.InvariantCulture)
            : Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128 : 0;

    private static int? GpuCount() => EngineChoice.Current == TensorEngine.Managed ? null
        : torch.cuda.is_available() ? torch.cuda.device_count() : 0;

    /// <summary>The engine in use and its version.</summary>
    public static string EngineName() => typeof(torch).Assembly is var assembly
        && EngineChoice.Current == TensorEngine.Managed
            ? $"ManagedTorch {VersionOf(assembly)}" : $"TorchSharp {VersionOf(assembly)}";

    private static string VersionOf(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? assembly.GetName().Version!.ToString();

    private static IReadOnlyList<string> Sets()
    {
        (string Name, bool Used)[] sets =
        [
            ("AVX-512F", Avx512F.IsSupported), ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported),
            ("SSE4.2", Sse42.IsSupported),
            ("AdvSimd", System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported),
        ];
        return [.. sets.Where(set => set.Used).Select(set => set.Name)];
    }
}

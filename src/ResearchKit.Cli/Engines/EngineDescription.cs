using System.Reflection;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Engines;

/// <summary>One engine as <c>doctor</c> and <c>engine list</c> show it.</summary>
/// <param name="Name">Its word on the command line.</param>
/// <param name="InUse">Whether it is the engine of this process.</param>
/// <param name="Installed">Whether it can be chosen.</param>
/// <param name="Text">What it is, or how to install it.</param>
internal sealed record EngineDescription(string Name, bool InUse, bool Installed, string Text)
{
    public static IReadOnlyList<EngineDescription> All() =>
    [
        Describe(TensorEngine.Managed, $"ManagedTorch {Version}, part of this program"),
        Describe(TensorEngine.Libtorch, LibtorchFolder.Assembly is null
            ? (EngineChoice.FromEnvironment() == TensorEngine.Libtorch
                ? $"asked for by {EngineChoice.Variable}, but " : "")
                + "not installed: researchkit engine install libtorch"
            : $"{LibtorchFolder.Package} {LibtorchFolder.TorchSharpVersion} in {LibtorchFolder.Current}"),
    ];

    private static string Version =>
        typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            .Split('+')[0] ?? "";

    private static EngineDescription Describe(TensorEngine engine, string text) => new(
        EngineChoice.Name(engine), EngineChoice.Current == engine,
        engine == TensorEngine.Managed || LibtorchFolder.Assembly is not null, text);
}

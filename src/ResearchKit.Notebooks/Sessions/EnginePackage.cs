using ResearchKit.Engines;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// The packages that bring libtorch (<c>#r "nuget: TorchSharp-cpu"</c>). They are no packages like others, since
/// cells, libraries and the host share one engine of TorchSharp's identity: such a line chooses it, as
/// <c>RESEARCHKIT_ENGINE=libtorch</c> would have, and restores it once for all programs.
/// </summary>
public static class EnginePackage
{
    /// <summary>Restores a package of TorchSharp, such as <c>TorchSharp-cpu</c>; the program that hosts the session
    /// sets it.</summary>
    /// <remarks>Throws <see cref="EngineException"/> where it cannot.</remarks>
    public static Action<string>? Installer { get; set; }

    /// <summary>The package of TorchSharp that a cell's package stands for; null for any other package.</summary>
    internal static string? Of(string id)
    {
        var name = id.ToLowerInvariant();
        if (name.StartsWith("torchsharp-", StringComparison.Ordinal)) return id;
        return !name.StartsWith("libtorch-", StringComparison.Ordinal) ? null
            : !name.Contains("cuda", StringComparison.Ordinal) ? "TorchSharp-cpu"
            : name.Contains("win", StringComparison.Ordinal) ? "TorchSharp-cuda-windows" : "TorchSharp-cuda-linux";
    }

    /// <summary>Makes libtorch the engine of this process.</summary>
    /// <param name="id">As the cell names it.</param>
    /// <param name="version">As the cell names it; <c>*</c> for any.</param>
    /// <returns>Whether cells have to refer to another assembly from now on.</returns>
    /// <exception cref="NotebookException">It cannot be.</exception>
    internal static bool Choose(string id, string version)
    {
        if (version != "*" && id.StartsWith("TorchSharp", StringComparison.OrdinalIgnoreCase)
            && version != LibtorchFolder.TorchSharpVersion)
        {
            throw new NotebookException(
                $"{id} {version}: ResearchKit computes with TorchSharp {LibtorchFolder.TorchSharpVersion}, and a "
                + "session holds one version of a package: name that version, or none");
        }

        var before = EngineChoice.Current;
        try
        {
            EngineChoice.Start(TensorEngine.Libtorch);
            if (LibtorchFolder.Assembly is null) Installer?.Invoke(Of(id)!);
            EngineChoice.Check();
            return before != TensorEngine.Libtorch;
        }
        catch (EngineException e) when (EngineChoice.Current != TensorEngine.Libtorch)
        {
            throw new NotebookException(
                $"{id} brings another engine than the one that computes here: {e.Message} Restart the kernel and let "
                + "this line stand in its first cell, or leave it out: the managed engine has the same API", e);
        }
        catch (EngineException e)
        {
            EngineChoice.Start(before);
            throw new NotebookException(e.Message.TrimEnd('.'), e);
        }
    }
}

using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Engines;
using ResearchKit.Notebooks;

namespace ResearchKit.Kernel;

/// <summary>
/// The entry by which Jupyter and VS Code find the kernel: a folder with <c>kernel.json</c>. It bears the name of
/// .NET Interactive's, so that notebooks made for that open unchanged.
/// </summary>
public static class KernelSpec
{
    /// <summary>The folder's name; papermill too knows how to write parameters for it.</summary>
    public const string Name = ".net-csharp";

    /// <summary>What front ends show.</summary>
    public const string DisplayName = ".NET (C#)";

    /// <summary>The language's name in kernelspec and notebooks.</summary>
    public const string Language = "C#";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of <c>kernel.json</c>.</summary>
    /// <param name="command">The program and its first arguments; the rest is added.</param>
    public static string Text(IEnumerable<string> command) => new JsonObject
    {
        ["argv"] =
        new JsonArray(
            [.. command.Concat(["kernel", "start", "-f", "{connection_file}"]).Select(word => (JsonNode)word)]),
        ["display_name"] = DisplayName,
        ["language"] = Language,
        ["interrupt_mode"] = "message",
        ["env"] = Variables(),
        ["metadata"] = new JsonObject { ["debugger"] = false },
    }.ToJsonString(Json) + "\n";

    private static JsonObject Variables()
    {
        // The compiler starts faster without counting what it runs.
        var variables = new JsonObject { ["DOTNET_TieredPGO"] = "0" };
        if (EngineChoice.Current != TensorEngine.Managed)
            variables[EngineChoice.Variable] = EngineChoice.Name(EngineChoice.Current);
        return variables;
    }

    /// <summary>Writes the kernelspec under a data folder of Jupyter.</summary>
    /// <returns>The kernelspec's folder.</returns>
    /// <exception cref="FileWriteException">It cannot be written.</exception>
    public static string Install(string dataFolder, IEnumerable<string> command)
    {
        var folder = FolderIn(dataFolder);
        AtomicFile.Write(Path.Combine(folder, "kernel.json"), Text(command));
        foreach (var name in (string[])["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"])
        {
            using var logo = typeof(KernelSpec).Assembly.GetManifestResourceStream(name);
            if (logo is not null) AtomicFile.Write(Path.Combine(folder, name), logo.CopyTo);
        }

        return folder;
    }

    /// <summary>Where the kernelspec stands in a data folder of Jupyter.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "kernels", Name);

    /// <summary>The user's own data folder of Jupyter.</summary>
    public static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } named) return named;
        // As Jupyter does, also where no such folder is: without a home the path would begin at the current folder.
        var home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter");
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Jupyter");
        return Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } data
            ? Path.Combine(data, "jupyter")
            : Path.Combine(home, ".local", "share", "jupyter");
    }

    /// <summary>The folders in which Jupyter looks for kernelspecs, in its order.</summary>
    public static IEnumerable<string> SearchPath()
    {
        var named = (Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] system = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "jupyter")]
            : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
        return [.. named, UserFolder(), .. system];
    }

    /// <summary>The command that starts the running program again: the runtime's host and the program's
    /// assembly.</summary>
    public static IReadOnlyList<string> ThisProgram()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var program =
            Path.Combine(AppContext.BaseDirectory,
                System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name + ".dll");
        return [File.Exists(host) ? host : "dotnet", program];
    }
}

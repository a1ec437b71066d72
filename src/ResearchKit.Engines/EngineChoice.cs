using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace ResearchKit.Engines;

/// <summary>
/// The engine of this process. Both are an assembly called TorchSharp with one identity; a program of this repository
/// is bound to neither, and its first line says <see cref="Start()"/>, so that the runtime asks here which to load.
/// Until then the choice may change; the first tensor decides.
/// </summary>
public static class EngineChoice
{
    /// <summary>The environment variable that chooses, for notebooks, kernels and worker processes, too.</summary>
    public const string Variable = "RESEARCHKIT_ENGINE";

    private const string AssemblyName = "TorchSharp";
    private static readonly Lock Gate = new();
    private static bool _started;
    private static bool _loaded;
    private static TensorEngine _current;

    /// <summary>The names of the engines, as <see cref="Variable"/> takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["managed", "libtorch"];

    /// <summary>The engine that is or will be loaded.</summary>
    public static TensorEngine Current
    {
        get
        {
            lock (Gate) return _current;
        }
    }

    /// <summary>The assembly of the chosen engine; null where the program brings its own or the file is
    /// missing.</summary>
    public static string? AssemblyPath => Bound ? null : PathOf(Current) is { } path && File.Exists(path) ? path : null;

    /// <summary>Whether the program was built with one engine, as a project that references a package is.</summary>
    private static bool Bound { get; } =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
        .Any(path => Path.GetFileNameWithoutExtension(path) == AssemblyName);

    /// <summary>Answers the runtime from now on, with the engine that <see cref="Variable"/> names, if any.</summary>
    /// <exception cref="EngineException">The variable names no engine.</exception>
    public static void Start() => Start(FromEnvironment() ?? TensorEngine.Managed);

    /// <summary>Answers the runtime from now on. More than once is once.</summary>
    /// <param name="engine">The engine of this process.</param>
    /// <exception cref="EngineException">The other one is loaded already.</exception>
    public static void Start(TensorEngine engine)
    {
        lock (Gate)
        {
            if (engine != _current && (_loaded || Bound))
                throw new EngineException(
                    $"the engine cannot be {Name(engine)}: {Name(_current)} is loaded in this process already.");
            _current = engine;
            if (!_started && !Bound) AssemblyLoadContext.Default.Resolving += Resolve;
            _started = true;
        }
    }

    /// <summary>The engine that <see cref="Variable"/> names; null where it is not set.</summary>
    /// <exception cref="EngineException">It names none.</exception>
    public static TensorEngine? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } name ? null
        : Parse(name) ?? throw new EngineException(
            $"{Variable} is '{name}', which is no engine: set it to {string.Join(" or ", Names)}.");

    /// <summary>The engine of a name; null for another word.</summary>
    /// <param name="name"><c>managed</c> or <c>libtorch</c>, in any case.</param>
    public static TensorEngine? Parse(string name) => name.ToLowerInvariant() switch
    {
        "managed" => TensorEngine.Managed,
        "libtorch" => TensorEngine.Libtorch,
        _ => null,
    };

    /// <summary>Loads libtorch's native library, if that is the engine, so that what is missing is told at
    /// once.</summary>
    /// <exception cref="EngineException">It is not installed, or this system cannot load it.</exception>
    public static void Check()
    {
        if (Current != TensorEngine.Libtorch || Bound) return;
        if (LibtorchFolder.Assembly is null)
            throw new EngineException(
                "libtorch is not installed: run `researchkit engine install libtorch` once (about 500 MB).");
        string library = Path.Combine(LibtorchFolder.Current, OperatingSystem.IsWindows() ? "LibTorchSharp.dll"
            : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so");
        ThreadPolicy.SleepWhileWaiting();
        try
        {
            NativeLibrary.Load(library);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new EngineException(
                $"libtorch cannot be loaded: {e.Message.ReplaceLineEndings(" ").TrimEnd()} Install it again with "
                + "`researchkit engine install libtorch`, or compute on the managed engine.", e);
        }
    }

    /// <summary>The word of an engine.</summary>
    /// <param name="engine">The engine.</param>
    public static string Name(TensorEngine engine) => Names[(int)engine];

    private static string? PathOf(TensorEngine engine) => engine == TensorEngine.Managed
        ? Path.Combine(AppContext.BaseDirectory, AssemblyName + ".dll") : LibtorchFolder.Assembly;

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name)
    {
        if (name.Name == AssemblyName)
        {
            lock (Gate) _loaded = true;
            return PathOf(_current) is { } path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;
        }

        // What TorchSharp itself needs lies beside it.
        if (_current != TensorEngine.Libtorch) return null;
        string beside = Path.Combine(LibtorchFolder.Current, name.Name + ".dll");
        return File.Exists(beside) ? context.LoadFromAssemblyPath(beside) : null;
    }
}

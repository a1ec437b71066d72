using System.CommandLine;
using ResearchKit.Engines;

namespace ResearchKit.Cli.Commands;

/// <summary><c>--engine</c>, an option of every command.</summary>
internal static class EngineOption
{
    public static Option<string?> Create()
    {
        var option = new Option<string?>("--engine")
        {
            Description = "Who computes: managed (the default; the same bits everywhere) or libtorch. Also by the "
                + $"environment variable {EngineChoice.Variable}.",
            HelpName = string.Join("|", EngineChoice.Names),
            Recursive = true,
        };
        option.AcceptOnlyFromAmong([.. EngineChoice.Names]);
        return option;
    }

    /// <summary>
    /// Chooses the engine by the command line or the environment, for this process and those that it starts. It comes
    /// before the commands are made: what they list (losses, benchmarks) is found among types that need an engine.
    /// </summary>
    /// <exception cref="EngineException">The environment names no engine, or the named one cannot be used.</exception>
    public static void Start(string[] args)
    {
        var option = Create();
        var parsed = new RootCommand { option }.Parse(args);
        // A word that is no engine is told with the other faults of the command line.
        var named = parsed.GetResult(option)?.Tokens is [.., var word] ? EngineChoice.Parse(word.Value) : null;
        var engine = named ?? EngineChoice.FromEnvironment() ?? TensorEngine.Managed;
        // These tell how to install an engine, so that they work without it.
        if (LibtorchFolder.Assembly is null && parsed.UnmatchedTokens is ["engine" or "doctor", ..])
            engine = TensorEngine.Managed;
        EngineChoice.Start(engine);
        EngineChoice.Check();
        if (named is not null) Environment.SetEnvironmentVariable(EngineChoice.Variable, EngineChoice.Name(engine));
    }
}

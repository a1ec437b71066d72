using System.CommandLine;

namespace ResearchKit.Cli.Commands;

/// <summary>The options of the commands that ask a user's checkpoint.</summary>
internal static class CheckpointOptions
{
    public static Option<string> Model() => new("--model")
    {
        Description = "Folder of the checkpoint: config.json, tokenizer.json, safetensors.",
        HelpName = "folder",
        Required = true,
    };

    public static Option<string?> Template() => new("--template")
    {
        Description = "Chat template: llava-1.5 or plain; without it the tokenizer decides.",
        HelpName = "name",
    };
}

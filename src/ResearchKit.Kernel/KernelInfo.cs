using System.Text.Json.Nodes;
using ResearchKit.Kernel.Wire;

namespace ResearchKit.Kernel;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    private static readonly string Version = typeof(KernelInfo).Assembly.GetName().Version!.ToString(3);

    /// <summary>The content of a <c>kernel_info_reply</c>.</summary>
    public static JsonObject Content() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageCodec.ProtocolVersion,
        ["implementation"] = "researchkit",
        ["implementation_version"] = Version,
        ["language_info"] = LanguageInfo(),
        ["banner"] = $"ResearchKit {Version}: C# 14 on .NET {Environment.Version.ToString(2)}",
        ["debugger"] = false,
        ["help_links"] = new JsonArray(
            Link("C# language", "https://learn.microsoft.com/dotnet/csharp/"),
            Link(".NET API", "https://learn.microsoft.com/dotnet/api/")),
    };

    private static JsonObject LanguageInfo() => new()
    {
        ["name"] = KernelSpec.Language,
        ["version"] = "14.0",
        ["mimetype"] = "text/x-csharp",
        ["file_extension"] = ".cs",
        ["pygments_lexer"] = "csharp",
        ["codemirror_mode"] = "text/x-csharp",
        ["nbconvert_exporter"] = "script",
    };

    private static JsonObject Link(string text, string url) => new() { ["text"] = text, ["url"] = url };
}

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ResearchKit.Cli.Terminal;
using ResearchKit.Kernel;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit kernel list</c>.</summary>
internal static class KernelListCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "Show the kernels that Jupyter and VS Code find here.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command.WithExamples(
            """
            Of two kernels with one name, the first hides the second.

            Examples:
              researchkit kernel list
              researchkit kernel list --json
            """);
    }

    private static int Run(bool json)
    {
        var found = KernelSpec.SearchPath().Select(folder => Path.Combine(folder, "kernels")).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
            .Where(folder => File.Exists(Path.Combine(folder, "kernel.json")))
            .Select(Entry).ToList();
        if (json) Console.Out.WriteLine(JsonSerializer.Serialize(found));
        else if (found.Count == 0) Messages.Line("no kernels: `researchkit kernel install` adds C#");
        else foreach (var kernel in found)
            Messages.Line($"{kernel.Name,-16} {kernel.DisplayName,-20} {kernel.Program}\n{"",-17}{kernel.Folder}");
        return ExitCode.Success;
    }

    private static ListedKernel Entry(string folder)
    {
        try
        {
            var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json"))) as JsonObject;
            var words = (spec?["argv"] as JsonArray ?? []).Select(word => word?.ToString() ?? "").ToList();
            return new ListedKernel(
                Path.GetFileName(folder), spec?["display_name"]?.ToString() ?? "?", words.Count > 0 ? State(words)
                : "no argv", folder);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return new ListedKernel(Path.GetFileName(folder), "?", $"kernel.json cannot be read: {e.Message}", folder);
        }
    }

    private static string State(List<string> words) =>
        words.FirstOrDefault(word => Path.IsPathRooted(word) && !word.StartsWith('-')
            && !File.Exists(word)) is { } missing
            ? $"BROKEN: {missing} is gone; install again"
            : words.FirstOrDefault(word => word.EndsWith(".dll", StringComparison.Ordinal)) ?? words[0];

    private sealed record ListedKernel(string Name, string DisplayName, string Program, string Folder);
}

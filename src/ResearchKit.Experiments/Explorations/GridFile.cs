using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Experiments.Explorations;

/// <summary>A grid as a file: <c>{"lab": "bandit", "loss": ["dpo", "adavip"], "beta": [0.05, 0.1], "seeds":
/// 20}</c>.</summary>
/// <param name="Lab">The lab's name; null if it names none.</param>
/// <param name="Losses">The losses.</param>
/// <param name="Axes">The other names with their values, in the file's order.</param>
public sealed record GridFile(
    string? Lab, IReadOnlyList<string> Losses, IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Axes)
{
    /// <summary>The most seeds that a number stands for.</summary>
    public const int MostSeeds = 10_000;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ArgumentException">It is no grid; the message names the file and the place.</exception>
    public static GridFile Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new ArgumentException($"{path} is no grid: {JsonProblem.Text(e)}.", e);
        }
    }

    /// <summary>Seeds 0 to <paramref name="count"/> - 1 as an axis.</summary>
    public static (string Name, IReadOnlyList<string> Values) Seeds(int count) =>
        ("seed", [.. Enumerable.Range(0, count).Select(s => s.ToString(CultureInfo.InvariantCulture))]);

    private static GridFile Parse(string text)
    {
        var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
        if (JsonNode.Parse(text, documentOptions: options) is not JsonObject json)
            throw new ArgumentException("an object such as {\"loss\": [\"dpo\"], \"beta\": [0.1, 1]} is needed.");
        string? lab = null;
        IReadOnlyList<string> losses = [];
        var axes = new List<(string, IReadOnlyList<string>)>();
        foreach (var (name, node) in json)
        {
            string[] values = [.. node is JsonArray list ? list.Select(v => Text(name, v)) : [Text(name, node)]];
            if (name == "lab") lab = values is [var only] ? only : throw new ArgumentException("lab is one name.");
            else if (name == "loss") losses = values;
            else if (name != "seeds") axes.Add((name, values));
            else if (values is [var n] && int.TryParse(n, CultureInfo.InvariantCulture, out var count)
                && count is >= 1 and <= MostSeeds)
                axes.Add(Seeds(count));
            else throw new ArgumentException($"seeds is a number of seeds, 1 to {MostSeeds}; \"seed\" lists them.");
        }

        return new(lab, losses, axes);
    }

    private static string Text(string name, JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => node.ToJsonString(),
        _ => throw new ArgumentException($"\"{name}\" is a value or a list of values."),
    };
}

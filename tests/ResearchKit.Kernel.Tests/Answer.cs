using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Tests;

/// <summary>A message that the kernel sent.</summary>
internal sealed record Received(string Type, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    public string? ParentId => (string?)Parent["msg_id"];
}

/// <summary>All that the kernel said to one request: the reply, and what it published from busy to idle.</summary>
internal sealed record Answer(JsonObject Reply, IReadOnlyList<Received> Published)
{
    public string Status => (string)Reply["status"]!;

    public string Stdout => Stream("stdout");

    public string Stderr => Stream("stderr");

    /// <summary>The text of the cell's value.</summary>
    public string? Value =>
        (string?)Published.SingleOrDefault(m => m.Type == "execute_result")?.Content["data"]?["text/plain"];

    /// <summary>The kinds of the outputs in order, states and inputs left out.</summary>
    public IEnumerable<string> Outputs =>
        Published.Where(m => m.Type is not ("status" or "execute_input")).Select(m => m.Type);

    public JsonObject Output(string type) => Published.SingleOrDefault(m => m.Type == type)?.Content
        ?? throw new InvalidOperationException(
            $"there is no {type} in {string.Join('\n', Published.Select(m => m.Content))}");

    private string Stream(string name) => string.Concat(
        Published.Where(m => m.Type == "stream" && (string?)m.Content["name"] == name)
        .Select(m => (string?)m.Content["text"]));
}

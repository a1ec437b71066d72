using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Wire;

/// <summary>A message of a client whose signature was right.</summary>
/// <param name="Identities">The way back to the client.</param>
/// <param name="Header">The header as it came: the parent header of every answer.</param>
/// <param name="Type">For instance <c>execute_request</c>.</param>
/// <param name="Content">What is asked.</param>
internal sealed record Message(IReadOnlyList<byte[]> Identities, byte[] Header, string Type, JsonObject Content)
{
    /// <summary>The text under <paramref name="key"/>, or null.</summary>
    public string? Text(string key) =>
        Content[key] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : null;

    /// <summary>The truth value under <paramref name="key"/>, or <paramref name="otherwise"/>.</summary>
    public bool Flag(string key, bool otherwise) => Content[key]?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <summary>The whole number under <paramref name="key"/>, or <paramref name="otherwise"/>.</summary>
    public int Number(string key, int otherwise) =>
        Content[key] is JsonValue value && value.TryGetValue<int>(out var number) ? number : otherwise;
}

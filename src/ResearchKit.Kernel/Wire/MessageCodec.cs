using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Wire;

/// <summary>
/// Messages as frames: <c>identities, &lt;IDS|MSG&gt;, signature, header, parent header, metadata, content,
/// buffers</c>. The signature is the HMAC-SHA256 of the four JSON frames, in hexadecimal.
/// </summary>
internal sealed class MessageCodec(string key)
{
    /// <summary>The version of Jupyter's messages that the kernel speaks.</summary>
    public const string ProtocolVersion = "5.3";

    private const int MaxIdentities = 16;
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly string _session = Guid.NewGuid().ToString();

    /// <summary>The frames of a message that the kernel sends.</summary>
    /// <param name="first">The identities of the receiver, or the topic on iopub.</param>
    /// <param name="type">For instance <c>execute_reply</c>.</param>
    /// <param name="content">What is said.</param>
    /// <param name="parent">The header of the request that it belongs to, or null.</param>
    /// <param name="metadata">Rarely needed.</param>
    public List<byte[]> Encode(
        IEnumerable<byte[]> first, string type, JsonObject content, byte[]? parent, JsonObject? metadata = null)
    {
        var header = Bytes(new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString(),
            ["session"] = _session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        });
        byte[][] parts = [header, parent ?? Empty, metadata is null ? Empty : Bytes(metadata), Bytes(content)];
        return [.. first, Delimiter, Encoding.ASCII.GetBytes(Sign(parts)), .. parts];
    }

    /// <summary>The message in the frames, or null if it is malformed or its signature is wrong.</summary>
    public Message? Decode(IReadOnlyList<byte[]> frames)
    {
        var at = 0;
        while (at < frames.Count && !frames[at].AsSpan().SequenceEqual(Delimiter)) at++;
        if (at > MaxIdentities || frames.Count < at + 6) return null;
        byte[][] parts = [frames[at + 2], frames[at + 3], frames[at + 4], frames[at + 5]];
        if (_key.Length > 0
            && !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(parts)), frames[at + 1]))
            return null;
        try
        {
            if (JsonNode.Parse(parts[0]) is not JsonObject header || JsonNode.Parse(parts[3]) is not JsonObject content)
                return null;
            if (header["msg_type"]?.GetValueKind() != JsonValueKind.String) return null;
            return new Message([.. frames.Take(at)], parts[0], header["msg_type"]!.GetValue<string>(), content);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, bad Unicode, a name twice: signed rubbish is still rubbish.
            return null;
        }
    }

    private string Sign(byte[][] parts)
    {
        if (_key.Length == 0) return "";
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts) hash.AppendData(part);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] Bytes(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain)) json.WriteTo(writer);
        return buffer.WrittenSpan.ToArray();
    }
}

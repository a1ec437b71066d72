using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Judging;

/// <summary>
/// A judge's replies on disk, a JSON line each, written as they come: a run that is killed goes on where it was, and
/// one that is repeated costs nothing. A line that was cut off is left out and asked for again.
/// </summary>
public sealed class ReplyCache : IDisposable
{
    private readonly Dictionary<string, string> _replies = [];
    private readonly StreamWriter _file;
    private readonly Lock _writing = new();

    /// <summary>Opens or creates a cache.</summary>
    /// <exception cref="BenchmarkException">The file cannot be read or written.</exception>
    public ReplyCache(string path)
    {
        try
        {
            if (File.Exists(path))
                foreach (var line in File.ReadLines(path)) Read(line);
            var cut = File.Exists(path) && EndsWithoutLine(path);
            _file = new StreamWriter(path, append: true) { NewLine = "\n", AutoFlush = true };
            if (cut) _file.WriteLine();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BenchmarkException($"{path}: the cache of replies cannot be used. {e.Message}", e);
        }
    }

    /// <summary>How many replies there are.</summary>
    public int Count => _replies.Count;

    /// <summary>The reply to a prompt, or null.</summary>
    public string? Find(string judge, string prompt)
    {
        lock (_writing) return _replies.GetValueOrDefault(Key(judge, prompt));
    }

    /// <summary>Keeps a reply.</summary>
    public void Add(string judge, string prompt, string reply)
    {
        var key = Key(judge, prompt);
        lock (_writing)
        {
            _replies[key] = reply;
            _file.WriteLine(JsonSerializer.Serialize(new { key, judge, reply }));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read(string line)
    {
        try
        {
            var row = JsonElement.Parse(line);
            if (row.TryGetProperty("key", out var key) && row.TryGetProperty("reply", out var reply))
                _replies[key.GetString()!] = reply.GetString()!;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentNullException)
        {
            // The last line of a run that was killed: its reply is asked for again.
        }
    }

    private static bool EndsWithoutLine(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length == 0) return false;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() != '\n';
    }

    private static string Key(string judge, string prompt) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(judge + "\n" + prompt)));
}

using System.Collections.Immutable;

namespace ResearchKit.Pairs;

/// <summary>The readers that stand behind our own of JSON in this process, asked in the order of
/// registration.</summary>
public static class RowReaders
{
    private static ImmutableArray<IRowReader> _registered = [];

    /// <summary>Adds a reader for the rest of the process; one of the same type is added once.</summary>
    public static void Register(IRowReader reader) =>
        ImmutableInterlocked.Update(
            ref _registered, all => all.Any(r => r.GetType() == reader.GetType()) ? all : all.Add(reader));

    /// <summary>The first reader that accepts a file; null if none does: then it is JSON.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static IRowReader? For(string path)
    {
        Span<byte> start = stackalloc byte[16];
        using (var file = File.OpenRead(path)) start =
            start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        foreach (var reader in _registered)
            if (reader.Accepts(start)) return reader;
        return null;
    }

    /// <summary>The rows of a file, of JSON or of what a reader accepts.</summary>
    /// <inheritdoc cref="IRowReader.Read"/>
    internal static IEnumerable<FileRow> Read(string path, bool withImages) =>
        For(path) is { } reader
            ? reader.Read(path, withImages)
            : JsonRows.Read(path)
            .Select(r => new FileRow(r.Number, r.Row) { Problem = r.Row is null ? "the line is no JSON" : null });
}

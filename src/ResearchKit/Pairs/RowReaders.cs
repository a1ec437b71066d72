using System.Collections.Immutable;

namespace ResearchKit.Pairs;

/// <summary>The readers that stand behind our own of JSON in this process, asked in the order of registration.</summary>
public static class RowReaders
{
    private static ImmutableArray<IRowReader> registered = [];

    /// <summary>Adds a reader for the rest of the process; one of the same type is added once.</summary>
    public static void Register(IRowReader reader) =>
        ImmutableInterlocked.Update(ref registered, all => all.Any(r => r.GetType() == reader.GetType()) ? all : all.Add(reader));

    /// <summary>The first reader that accepts a file; null if none does.</summary>
    internal static IRowReader? For(ReadOnlySpan<byte> start)
    {
        foreach (var reader in registered)
            if (reader.Accepts(start)) return reader;
        return null;
    }
}

namespace ResearchKit.Notebooks.Sessions;

/// <summary>An assembly that a cell's declarations become.</summary>
/// <param name="Name">Its simple name: the same for a cell that declares the same again.</param>
/// <param name="Number">1 for the first time; the compiler takes the highest.</param>
internal sealed record LibraryVersion(string Name, int Number);

/// <summary>
/// The library cells of a session. A cell that is run again, as it was or changed, declares its types anew: it becomes
/// a higher version of the same assembly, so that later cells see the new types only and no call is ambiguous.
/// </summary>
internal sealed class LibraryVersions
{
    private static int _count;
    private readonly Dictionary<string, LibraryVersion> _byType = new(StringComparer.Ordinal);
    private readonly List<string> _opened = [];

    /// <summary>The namespaces that are open in all cells.</summary>
    public IEnumerable<string> Opened => _opened;

    /// <summary>What a cell becomes that declares these types.</summary>
    public LibraryVersion Next(IEnumerable<string> types) =>
        types.Select(t => _byType.GetValueOrDefault(t)).FirstOrDefault(v => v is not null) is { } former
            ? former with { Number = former.Number + 1 }
            : new($"ResearchKit.Cells.{Interlocked.Increment(ref _count)}", 1);

    /// <summary>Notes what compiled.</summary>
    /// <param name="version">The assembly.</param>
    /// <param name="types">The types in it.</param>
    /// <param name="opened">The namespace to open, or null.</param>
    public void Add(LibraryVersion version, IEnumerable<string> types, string? opened)
    {
        foreach (var type in types) _byType[type] = version;
        if (opened is not null && !_opened.Contains(opened)) _opened.Add(opened);
    }
}

namespace ResearchKit.Notebooks.Tests.EngineSwap;

/// <summary>A type or namespace of the reference assembly, with the types inside it.</summary>
/// <param name="Name">Its own part of the name: <c>Module&lt;T, TResult&gt;</c>.</param>
/// <param name="IsNamespace">Whether it is a namespace.</param>
internal sealed record ListedType(string Name, bool IsNamespace)
{
    /// <summary>What stands before its full name where the list declares it: <c>public static class </c>; null for a
    /// stub.</summary>
    public string? Head { get; init; }

    /// <summary>What stands after its full name: bases and constraints.</summary>
    public string Tail { get; init; } = "";

    /// <summary>Lines of the list with its members.</summary>
    public List<string> Members { get; } = [];

    /// <summary>Types and namespaces inside, by name and number of type parameters.</summary>
    public SortedDictionary<string, ListedType> Inner { get; } = new(StringComparer.Ordinal);

    /// <summary>For a stub: members that are used as default values, which make it an enumeration.</summary>
    public SortedSet<string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>One keyword of its declaration: <c>Is("struct")</c>.</summary>
    public bool Is(string keyword) => Head is not null && Head.Split(' ').Contains(keyword);
}

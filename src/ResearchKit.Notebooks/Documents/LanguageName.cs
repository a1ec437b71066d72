namespace ResearchKit.Notebooks.Documents;

/// <summary>The several names under which editors have stored a language.</summary>
internal static class LanguageName
{
    private const string OldPrefix = "dotnet-interactive.";

    /// <summary>The name in lower case, C# as <c>csharp</c>; null for null, and for names that mean "the
    /// notebook's".</summary>
    public static string? Normalize(string? name)
    {
        name = name?.ToLowerInvariant();
        if (name?.StartsWith(OldPrefix, StringComparison.Ordinal) == true) name = name[OldPrefix.Length..];
        return name switch
        {
            "c#" => "csharp",
            "polyglot-notebook" => null,
            _ => name,
        };
    }
}

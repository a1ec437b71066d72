namespace Benchmarks;

/// <summary>The place of a Markdown page that a program writes: the lines between two comments.</summary>
internal static class MarkedPlace
{
    private const string Begin = "<!-- performance engines -->", End = "<!-- /performance engines -->";

    /// <summary>Replaces what stands there.</summary>
    /// <exception cref="InvalidDataException">The page lacks the marks.</exception>
    public static void Replace(string path, string text)
    {
        string page = File.ReadAllText(path);
        int begin = page.IndexOf(Begin, StringComparison.Ordinal), end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidDataException($"{path} has no '{Begin}' before '{End}'.");
        string whole = page[..(begin + Begin.Length)] + "\n" + text.TrimEnd() + "\n" + page[end..];
        string temporary = path + ".new";
        File.WriteAllText(temporary, whole);
        File.Move(temporary, path, overwrite: true);
    }
}

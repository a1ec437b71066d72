namespace ResearchKit.Notebooks.Running;

/// <summary>
/// Replaces the folders of this machine in text: an output that names them would differ on every machine, and tell
/// where its author works.
/// </summary>
internal sealed class PathScrubber
{
    private readonly List<(string Folder, string Replacement)> _folders;

    /// <summary>Changes nothing.</summary>
    public static PathScrubber None { get; } = new([]);

    public PathScrubber(IEnumerable<(string Folder, string Replacement)> folders)
    {
        // The longest first: a notebook's folder lies inside the repository, and that often inside the home folder.
        _folders =
        [
            .. folders.Select(f =>
                (Folder: Path.TrimEndingDirectorySeparator(Path.GetFullPath(f.Folder)), f.Replacement))
                .Where(f => f.Folder.Length > 2)
                .OrderByDescending(f => f.Folder.Length),
        ];
    }

    public string Clean(string text)
    {
        foreach (var (folder, replacement) in _folders)
        {
            var at = 0;
            while ((at = text.IndexOf(folder, at, StringComparison.Ordinal)) >= 0)
            {
                var end = at + folder.Length;
                var inside = end < text.Length && text[end] is '/' or '\\';
                // "/repo" is not a prefix of "/repository", nor the end of "/mnt/repo".
                var whole = end >= text.Length || !IsNameCharacter(text[end]);
                var start = at == 0 || !IsNameCharacter(text[at - 1]);
                if (!start || !whole)
                {
                    at = end;
                    continue;
                }

                // "./data.csv" reads as "data.csv".
                if (inside && replacement == ".") text = text.Remove(at, folder.Length + 1);
                else text = text.Remove(at, folder.Length).Insert(at, replacement);
                at = Math.Min(at + replacement.Length, text.Length);
            }
        }

        return text;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.';
}

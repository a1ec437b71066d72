namespace ResearchKit;

/// <summary>The folder <c>data</c> of the repository.</summary>
public static class DataFolder
{
    /// <summary>
    /// A file or folder in <c>data</c> of the repository around the current directory, or else around the program; null
    /// if no folder above either has it.
    /// </summary>
    /// <param name="path">Names of folders and file, such as <c>samples/pairs.jsonl</c>.</param>
    public static string? Find(string path)
    {
        foreach (var start in (string[])[Directory.GetCurrentDirectory(), AppContext.BaseDirectory])
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var found = Path.Combine(folder.FullName, "data", path);
                if (Path.Exists(found)) return found;
            }
        return null;
    }

    /// <summary>Where <see cref="Find"/> begins, for messages.</summary>
    public static string NotFound(string path) =>
        $"data/{path} was not found in '{Directory.GetCurrentDirectory()}' or a folder above it";
}

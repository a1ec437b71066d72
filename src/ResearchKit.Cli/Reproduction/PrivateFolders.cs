namespace ResearchKit.Cli.Reproduction;

/// <summary>The folders of this machine that outputs must not name.</summary>
internal static class PrivateFolders
{
    /// <summary>The notebook's folder, the clone (seen from there), the home folder and the one for temporary
    /// files.</summary>
    public static IReadOnlyList<(string Folder, string Replacement)> For(string notebookFolder)
    {
        var folders = new List<(string, string)>
        {
            (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "~"),
            (Path.GetTempPath(), "TEMP"),
            (notebookFolder, "."),
        };
        if (Repository.TryFind(notebookFolder) is { } repository)
            folders.Add((repository.Root, Path.GetRelativePath(notebookFolder, repository.Root).Replace('\\', '/')));
        return [.. folders.Where(folder => folder.Item1.Length > 0)];
    }
}

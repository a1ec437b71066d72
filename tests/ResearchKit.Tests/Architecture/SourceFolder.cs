namespace ResearchKit.Tests.Architecture;

/// <summary>Folders of the repository that tests read.</summary>
internal static class SourceFolder
{
    /// <summary>A folder by its path from the root.</summary>
    public static string Of(string path)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResearchKit.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, path);
    }
}

namespace ResearchKit.Cli;

/// <summary>Makes sure that a result can be written where the user wants it, before work is done for it.</summary>
internal static class TargetPath
{
    /// <exception cref="UserException">The path is empty, a folder, or cannot be written.</exception>
    public static void CheckFile(string path, string what)
    {
        if (path.Trim().Length == 0) throw new UserException($"{what}: the name of a file is empty.");
        CheckNames(path, what);
        if (Directory.Exists(path))
            throw new UserException($"{Named(what, path)}: this is a folder; name a file in it.");
        if (path.EndsWith('/') || path.EndsWith(Path.DirectorySeparatorChar))
            throw new UserException($"{Named(what, path)}: name a file, not a folder.");
        CheckWritable(Path.GetDirectoryName(Path.GetFullPath(path))!, path, what);
    }

    /// <exception cref="UserException">The path is empty, a file, or cannot be written to.</exception>
    public static void CheckFolder(string path, string what)
    {
        if (path.Trim().Length == 0) throw new UserException($"{what}: the name of a folder is empty.");
        CheckNames(path, what);
        if (File.Exists(path)) throw new UserException($"{Named(what, path)}: this is a file; name a folder.");
        CheckWritable(Path.GetFullPath(path), path, what);
    }

    private static string Named(string what, string path) => what.Length == 0 ? path : $"{what} {path}";

    // A name that no file system takes is rejected before the run, too.
    private static void CheckNames(string path, string what)
    {
        if (path.Split('/', Path.DirectorySeparatorChar)
            .Any(part => System.Text.Encoding.UTF8.GetByteCount(part) > 240))
            throw new UserException($"{Named(what, path)}: this name is too long.");
    }

    // Tries it in the nearest folder that exists: permissions alone do not tell, a file system may be read-only.
    private static void CheckWritable(string folder, string path, string what)
    {
        while (!Directory.Exists(folder))
        {
            if (File.Exists(folder)) throw new UserException($"{Named(what, path)}: {folder} is a file, not a folder.");
            folder = Path.GetDirectoryName(folder)
                ?? throw new UserException($"{Named(what, path)}: there is no such place.");
        }
        var trial = Path.Combine(folder, $".researchkit-{Environment.ProcessId}.tmp");
        try
        {
            new FileStream(trial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1,
                FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The user named the place, not the file that was tried.
            var reason = e is FileNotFoundException or DirectoryNotFoundException ? $"{folder} takes no new files."
                : e.Message.Replace($" : '{trial}'", "", StringComparison.Ordinal)
                    .Replace(trial, folder, StringComparison.Ordinal);
            throw new UserException($"{Named(what, path)}: nothing can be written there. {reason}");
        }
    }
}

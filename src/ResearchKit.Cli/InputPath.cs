namespace ResearchKit.Cli;

/// <summary>Makes sure that what the user names can be read, and says what it is if not.</summary>
internal static class InputPath
{
    /// <summary>Rejects anything but a file that can be read from the start as often as needed.</summary>
    /// <param name="path">As the user wrote it.</param>
    /// <param name="what">The option or argument, or nothing.</param>
    /// <exception cref="UserException">It is missing, a folder, a pipe, or closed to us.</exception>
    public static void CheckFile(string path, string what = "")
    {
        var name = what.Length == 0 ? path : $"{what} {path}";
        if (path.Trim().Length == 0) throw new UserException($"{name.Trim()}: the name of a file is empty.");
        if (Directory.Exists(path)) throw new UserException($"{name}: this is a folder, not a file.");
        if (!File.Exists(path)) throw new UserException($"{name}: there is no such file.");
        try
        {
            using var file = File.OpenRead(path);
            if (!file.CanSeek)
                throw new UserException($"{name}: this is a pipe, which can be read once; write it into a file first.");
            file.ReadByte();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{name}: cannot be read. {e.Message}");
        }
    }

    /// <summary>Rejects a file where a folder is needed; what is missing is told by what reads it.</summary>
    /// <exception cref="UserException">It is a file.</exception>
    public static void RejectFile(string path, string what)
    {
        if (File.Exists(path)) throw new UserException($"{what} {path}: this is a file, not a folder.");
    }

    /// <summary>Rejects anything but a folder.</summary>
    /// <exception cref="UserException">It is missing, or a file.</exception>
    public static void CheckFolder(string path, string what)
    {
        RejectFile(path, what);
        if (!Directory.Exists(path)) throw new UserException($"{what} {path}: there is no such folder.");
    }
}

namespace ResearchKit;

/// <summary>Files that appear under their name only when they are complete.</summary>
internal static class WholeFile
{
    /// <summary>
    /// Writes beside the target and moves over it at the end. If anything fails, the file that was there stays, what
    /// was written is removed, and the failure is thrown on.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        var unfinished = path + ".tmp";
        try
        {
            using (var file = File.Create(unfinished)) write(file);
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            Discard(unfinished);
            throw;
        }
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one worth telling.
        }
    }
}

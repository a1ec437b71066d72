namespace ResearchKit.Experiments.Explorations;

/// <summary>Files that one process at a time holds open; the system lets go of them when a process ends.</summary>
internal static class FileLock
{
    // EWOULDBLOCK of Linux and of macOS, a sharing violation of Windows.
    private static readonly int[] Held = [11, 35, 32];

    /// <summary>Takes a file, which is made if need be, until disposed; null while another process holds it.</summary>
    /// <param name="path">The file; its folder is made, too.</param>
    /// <param name="remove">Whether the file goes when it is disposed.</param>
    /// <exception cref="FileWriteException">Nothing can be written there.</exception>
    public static IDisposable? TryTake(string path, bool remove)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1,
                remove ? FileOptions.DeleteOnClose : FileOptions.None);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException
            || e is IOException && Held.Contains(e.HResult & 0xFFFF))
        {
            return null; // held, or its folder was removed meanwhile
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileWriteException($"cannot write {path}: {e.Message.TrimEnd('.')}. Free some space, or let "
                + "the folder be written, then run again.", e);
        }
    }
}

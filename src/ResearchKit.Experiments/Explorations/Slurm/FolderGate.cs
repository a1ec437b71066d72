namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>Lets one process at a time look at a folder of submissions and add to it.</summary>
internal static class FolderGate
{
    private const string Name = ".lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until no other process is inside; disposing leaves.</summary>
    /// <exception cref="FileWriteException">Nothing can be written in the folder.</exception>
    public static IDisposable Enter(string folder, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FileLock.TryTake(Path.Combine(folder, Name), remove: false) is { } inside) return inside;
            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    /// <summary>Removes a folder that holds no submission.</summary>
    public static void RemoveIfEmpty(string folder)
    {
        if (!Directory.Exists(folder)
            || Directory.EnumerateFileSystemEntries(folder).Any(e => Path.GetFileName(e) != Name)) return;
        File.Delete(Path.Combine(folder, Name));
        Directory.Delete(folder);
    }
}

namespace ResearchKit.Experiments.Explorations.Slurm;

/// <summary>Lets one process at a time look at a folder of submissions and add to it.</summary>
internal static class FolderGate
{
    /// <summary>Waits until no other process is inside; disposing leaves.</summary>
    public static IDisposable Enter(string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                    FileShare.None);
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException)
                && File.Exists(Path.Combine(folder, ".lock")))
            {
                cancellation.WaitHandle.WaitOne(100);
            }
        }
    }
}

namespace ResearchKit.Cli;

/// <summary>A folder for what a command makes before it is put in its place; it goes with the command.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("researchkit-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that a cell started still holds a file: the system clears its temporary folder itself.
        }
    }
}

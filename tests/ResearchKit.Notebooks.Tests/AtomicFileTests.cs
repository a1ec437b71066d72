namespace ResearchKit.Notebooks.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void AWriteThatFailsLeavesTheOldFileAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("result.json", "old");
        var error = Assert.Throws<FileWriteException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        }));
        Assert.Equal(
            $"cannot write {path}: No space left on device. What was there before is untouched; free some space or " +
            $"choose another place with --out, then run again.",
            error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AWriteMakesFoldersAndReplacesWhole()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a", "b.txt");
        AtomicFile.Write(path, "long first text");
        AtomicFile.Write(path, "β\n");
        Assert.Equal("β\n"u8.ToArray(), File.ReadAllBytes(path));
    }
}

namespace ResearchKit.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AWriteThatFailsLeavesTheOldFileAndNothingElse()
    {
        var path = Path.Combine(_folder, "result.json");
        File.WriteAllText(path, "old");
        var error = Assert.Throws<FileWriteException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        }));
        Assert.Equal(
            $"cannot write {path}: No space left on device. What was there before is untouched; free some space or " +
            "choose another place, then run again.",
            error.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AWriteMakesFoldersAndReplacesWhole()
    {
        var path = Path.Combine(_folder, "a", "b.txt");
        AtomicFile.Write(path, "long first text");
        AtomicFile.Write(path, "β\n");
        Assert.Equal("β\n"u8.ToArray(), File.ReadAllBytes(path));
    }

    [Fact]
    public void LinesThatCannotAllBeMadeLeaveTheOldFile()
    {
        var path = Path.Combine(_folder, "rows.jsonl");
        AtomicFile.WriteLines(path, ["a", "β"]);
        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.WriteLines(path,
                Enumerable.Range(0, 9).Select(i => i < 5 ? "x" : throw new InvalidOperationException())));
        Assert.Equal("a\nβ\n"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }
}

using System.CommandLine;
using ResearchKit.Cli.Commands;

namespace ResearchKit.Cli.Tests;

public sealed class VisionCommandTests
{
    [Fact]
    public void ANegativeSeedIsOneMessageAndNothingIsWritten()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"models-{Guid.NewGuid():N}");
        var error = Assert.Throws<UserException>(() => Run("train", "--out", folder, "--seed", "-1"));
        Assert.Equal("--seed -1: 0 or more.", error.Message);
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("--seed", "-1", "--seed -1: 0 or more.")]
    [InlineData("--count", "0", "--count 0: 1 or more.")]
    public void AStartThatCannotBeIsOneMessageAndNothingIsWritten(string option, string value, string message)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"starts-{Guid.NewGuid():N}");
        Assert.Equal(message, Assert.Throws<UserException>(() => Run("start", "--out", folder, option, value)).Message);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsNoticedBeforeTheTraining()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Contains(file, Assert.Throws<UserException>(() => Run("train", "--out", file)).Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void TheFolderIsRequired() =>
    Assert.Contains("--out", VisionCommand.Create().Parse(["train"]).Errors.Single().Message);

    private static int Run(params string[] arguments) => VisionCommand.Create().Parse(arguments)
        .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}

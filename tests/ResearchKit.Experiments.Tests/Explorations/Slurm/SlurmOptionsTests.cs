using ResearchKit.Experiments.Explorations.Slurm;

namespace ResearchKit.Experiments.Tests.Explorations.Slurm;

public sealed class SlurmOptionsTests
{
    [Fact]
    public void OptionsBecomeDirectivesInAnyNotation()
    {
        var options = new SlurmOptions
        {
            Partition = "cpu", Time = "1-0", Account = "lab", Processors = 2,
            Lines = ["mem=4G", "--constraint=avx2", "#SBATCH --mail-type=END", "-C fast", "comment=a, b"],
        };
        Assert.Equal(
            [
                "--array=0-6", "--cpus-per-task=2", "--partition=cpu", "--time=1-0", "--account=lab", "--mem=4G",
                "--constraint=avx2", "--mail-type=END", "-C fast", "--comment=\"a, b\"",
            ],
            options.Directives(7).Where(d => d.Contains("array", StringComparison.Ordinal)
                || d.Contains("cpus", StringComparison.Ordinal)).Concat(options.Directives(7).Skip(9)));
    }

    [Theory]
    [InlineData("array=0-3")]
    [InlineData("--output=elsewhere")]
    [InlineData("#SBATCH -o x")]
    [InlineData("mem=4G\nrm -r")]
    [InlineData("--")]
    [InlineData("")]
    [InlineData("mem=")]
    [InlineData("4G")]
    [InlineData("mem:4G")]
    public void WhatWouldLoseTasksOrIsNoOptionIsRejected(string line) => Assert.Throws<ArgumentException>(
        () => new SlurmOptions { Lines = [line] }.Directives(1).Count());

    [Theory]
    [InlineData("30")]
    [InlineData("1:30:00")]
    [InlineData("90:30")]
    [InlineData("2-12")]
    [InlineData("2-12:30")]
    [InlineData("1-0:0:0")]
    [InlineData("unlimited")]
    public void EveryFormOfATimeThatSlurmKnowsIsOne(string time) => new SlurmOptions { Time = time }.Check();

    [Theory]
    [InlineData("3h")]
    [InlineData("1h30m")]
    [InlineData("-5")]
    [InlineData("1.5")]
    [InlineData("1:99:00")]
    [InlineData("")]
    [InlineData("30\n")]
    public void AnotherTimeIsRejectedBeforeAClusterIsAsked(string time) => Assert.StartsWith(
        $"'{time}' is no time limit of Slurm: write minutes (30)",
        Assert.Throws<ArgumentException>(() => new SlurmOptions { Time = time }.Check()).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ASecondLineCannotHideInAName() => Assert.Throws<ArgumentException>(
        () => new SlurmOptions { Partition = "cpu\n#SBATCH --uid=0" }.Directives(1).Count());

    [Fact]
    public void ADamagedOrForeignFolderIsNoSubmission()
    {
        var folder = Directory.CreateTempSubdirectory("researchkit-slurm-").FullName;
        File.WriteAllText(Path.Combine(folder, "tasks.json"), "{\"lab\": ");
        Assert.Throws<SlurmException>(() => SlurmSubmission.Read(folder));
        Directory.CreateDirectory(Path.Combine(folder, "001"));
        Assert.Empty(SlurmSubmission.All(folder));
        Directory.Delete(folder, recursive: true);
    }
}

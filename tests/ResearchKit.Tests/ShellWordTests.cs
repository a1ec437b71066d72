using System.Diagnostics;

namespace ResearchKit.Tests;

public sealed class ShellWordTests
{
    public static TheoryData<string> Words =>
    [
        "plain.ipynb", "/a/b-c_d,e=f@g+h%i:j", "two words", "it's", "", "$HOME", "a\\b", "~", "\"", "*", "`ls`", "a\nb",
        "é",
    ];

    [Theory, MemberData(nameof(Words))]
    public void AShellReadsTheWordAsItIs(string word)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        foreach (var written in new[] { ShellWord.Of(word), ShellWord.Quoted(word) })
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf %s {written}"])
            {
                RedirectStandardOutput = true,
            })!;
            Assert.Equal(word, shell.StandardOutput.ReadToEnd());
            shell.WaitForExit();
        }
    }

    [Fact]
    public void OnlyWhatNeedsThemGetsQuotationMarks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other quotation marks");
        Assert.Equal("dir/lab.ipynb", ShellWord.Of("dir/lab.ipynb"));
        Assert.Equal("'my lab.ipynb'", ShellWord.Of("my lab.ipynb"));
        Assert.Equal("'lab'", ShellWord.Quoted("lab"));
    }
}

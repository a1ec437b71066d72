using System.CommandLine;
using ResearchKit.Cli.Commands;

namespace ResearchKit.Cli.Tests;

public sealed class GenerateOptionsTests
{
    [Theory]
    [InlineData("--max-tokens 0: at least 1 is needed.", "--max-tokens", "0")]
    [InlineData("--temperature -1: a number from 0 is needed.", "--temperature", "-1")]
    [InlineData("--temperature NaN: a number from 0 is needed.", "--temperature", "NaN")]
    [InlineData("--top-k -1: 0 (all) or more is needed.", "--top-k", "-1")]
    [InlineData("--top-p 0: a number above 0 and at most 1 is needed.", "--top-p", "0")]
    [InlineData("--top-p 1.5: a number above 0 and at most 1 is needed.", "--top-p", "1.5")]
    [InlineData("--beams 0: at least 1 is needed.", "--beams", "0")]
    [InlineData("beam search draws nothing: give --beams or --temperature, not both.", "--beams", "4",
        "--temperature", "1")]
    [InlineData("--contrast -1: a number from 0 is needed.", "--contrast", "-1")]
    [InlineData("--contrast needs an --image.", "--contrast", "1")]
    [InlineData("--image missing.png: there is no such file.", "--image", "missing.png")]
    public void AnOptionOutsideItsRangeIsToldByItsNameBeforeAModelIsRead(string message, params string[] options)
    {
        var error = Assert.Throws<UserException>(() => GenerateCommand.Create()
            .Parse(["--model", "no-model", "--prompt", "What is there?", .. options])
            .Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
        Assert.Equal((message, ExitCode.Usage), (error.Message, error.ExitCode));
    }
}

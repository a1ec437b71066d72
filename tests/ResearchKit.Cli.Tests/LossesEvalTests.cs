using System.CommandLine;
using System.Text.Json;
using ResearchKit.Cli.Commands;

namespace ResearchKit.Cli.Tests;

/// <summary>What <c>losses eval</c> says of small files whose results are computed by hand.</summary>
public sealed class LossesEvalTests : IDisposable
{
    // lr(w) = 1 over 9 tokens, lr(l) = -0.5 over 10.
    private const string Pair =
        """
        {"views": {"chosen": {"policy": [-12], "reference": [-13], "tokens": [9]},
                   "rejected": {"policy": [-14], "reference": [-13.5], "tokens": [10]}}}
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"eval-{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(_file);

    [Theory]
    // (1.5 - 1 / (2 * 0.1))^2, and by tokens (1/9 + 0.5/10 - 5)^2.
    [InlineData(12.25, "ipo", "beta=0.1")]
    [InlineData(23.414846, "ipo", "beta=0.1", "reduction=mean")]
    // Margin 0.5 * 1.5 = 0.75; (0.7 softplus(-0.75) - 0.3 softplus(0.75)) / 0.4, and softplus(-0.75) alone.
    [InlineData(-0.175629, "robust", "beta=0.5", "label_smoothing=0.3")]
    [InlineData(0.386871, "robust", "beta=0.5", "label_smoothing=0")]
    [InlineData(0.773742, "weighted-sum", """parts=[{"weight":2,"loss":{"loss":"dpo","beta":0.5}}]""")]
    public void ALossHasTheValueOfItsFormula(double expected, string loss, params string[] settings)
    {
        File.WriteAllText(_file, Pair);
        using var json = JsonDocument.Parse(Run(loss, [.. settings.SelectMany(s => (string[])["--set", s]), "--json"]));
        Assert.Equal(expected, json.RootElement.GetProperty("loss")[0].GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("orpo")]
    [InlineData("dpo")]
    [InlineData("simpo")]
    public void NegativeLogLikelihoodsAreNoLogProbabilities(string loss)
    {
        File.WriteAllText(_file, Pair.Replace("[-", "[", StringComparison.Ordinal));
        var error = Assert.Throws<UserException>(() => Run(loss));
        Assert.Contains("view 'chosen', index 0: the policy's log-probability is 12, and no probability is above 1",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weighted-sum", Pair, "weighted-sum: parts has no default and must be given: JSON, such as [{")]
    [InlineData("dpo", "", " is no JSON: it is empty.")]
    [InlineData("dpo", "{\"views\": {", " is no JSON: line 1, column 12: it ends before a bracket is closed.")]
    [InlineData("dpo", "{\"views\": {}}", "needs chosen, rejected; the file has none.")]
    [InlineData("dpo", "[]", "an object with \"views\" is expected")]
    [InlineData("dop", Pair, "There is no loss 'dop'. Is 'dpo' meant?")]
    public void AMistakeSaysWhatAndWhere(string loss, string file, string message)
    {
        File.WriteAllText(_file, file);
        var error = Assert.Throws<UserException>(() => Run(loss));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("isFinalBlock", error.Message, StringComparison.Ordinal);
    }

    private string Run(string loss, params string[] options)
    {
        var output = new StringWriter();
        LossesCommand.Create().Parse(["eval", loss, "--scores", _file, .. options])
            .Invoke(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return output.ToString();
    }
}

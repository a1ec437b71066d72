using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;

namespace ResearchKit.Tests.Losses;

/// <summary>Negative log-likelihoods where log-probabilities are needed, and other slips in scores.</summary>
public sealed class SignTests
{
    [Theory]
    [InlineData("dpo")]
    [InlineData("orpo")]
    [InlineData("simpo")]
    [InlineData("ipo")]
    public void PositiveNumbersAreNamedWithViewAndRow(string name)
    {
        var loss = LossCatalogue.Loaded().Create(name, new Dictionary<string, string>());
        var scores = Scores(-11, 14);
        var error = Assert.Throws<LossException>(() => loss.Compute(scores));
        Assert.StartsWith(
            $"{name}: view 'rejected', index 1: the policy's log-probability is 14, and no probability is above 1.",
            error.Message);
        Assert.Throws<LossException>(() => LossEvaluation.Of(loss, scores));
        loss.Compute(new PreferenceScores(scores.Views.ToDictionary()) { AllowPositive = true });
        loss.Compute(Scores(-11, -14));
    }

    [Fact]
    public void ARoundedLogOfOneIsNoMistake() => new DpoLoss().Compute(Scores(1e-5, -14));

    [Fact]
    public void NotANumberIsNamedWhereItIsReadAndIgnoredElsewhere()
    {
        const string text =
            """{"views":{"chosen":{"policy":[-12],"reference":[-13]},"rejected":{"policy":[-14],"reference":[""" +
            """-13.5]}},"note":NaN}""";
        Assert.Single(LossEvaluation.Of(new DpoLoss(), ScoresFile.Parse(text, "s.json", new DpoLoss())).Loss);
        var error =
            Assert.Throws<LossException>(() => ScoresFile.Parse(text.Replace("-14", "NaN"), "s.json", new DpoLoss()));
        Assert.Equal("s.json: view 'rejected', field 'policy', index 0: NaN or Infinity is not a finite number.",
            error.Message);
    }

    // 1 * ln(1 + e^-0.15) + 0.5 * (1.5 - 5)^2, by hand.
    [Fact]
    public void AWeightedSumTakesItsPartsAsJson()
    {
        var sum = LossCatalogue.Loaded().Create("weighted-sum", new Dictionary<string, string>
        {
            ["parts"] =
            """[{"weight":1,"loss":{"loss":"dpo","beta":0.1}},{"weight":0.5,"loss":{"loss":"ipo","beta":0.1}}]""",
        });
        Assert.Equal(Math.Log(1 + Math.Exp(-0.15)) + 0.5 * 12.25,
            LossEvaluation.Of(sum, Scores(-12, -14)).Loss[0]!.Value, 12);
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("dpo")]
    [InlineData("[{\"weight\":1,\"loss\":{\"loss\":\"nope\"}}]")]
    public void PartsThatAreNoneAreRejectedWithAnExample(string parts) =>
        Assert.Throws<LossException>(() => LossCatalogue.Loaded()
            .Create("weighted-sum", new Dictionary<string, string> { ["parts"] = parts }));

    // Of two pairs the first is (-12, -13) against (-14, -13.5).
    private static PreferenceScores Scores(double chosen, double rejected) => new(new()
    {
        ["chosen"] = ViewScores.Of(policy: [-12, chosen], reference: [-13, -13], tokens: [9, 9]),
        ["rejected"] = ViewScores.Of(policy: [-14, rejected], reference: [-13.5, -13.5], tokens: [10, 10]),
    });
}

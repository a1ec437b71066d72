using System.Text.Json;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;

namespace ResearchKit.Tests.Losses;

public sealed class LossJsonTests
{
    private sealed record Manifest(string Run, PreferenceLoss Loss);

    [Fact]
    public void ALossIsItsNameAndItsHyperParameters() =>
        Assert.Equal("""{"loss":"dpo","beta":0.1,"label_smoothing":0.25}""", new DpoLoss(0.1, 0.25).ToJson());

    [Fact]
    public void WhatIsNotGivenTakesItsDefault() =>
        Assert.Equal(new SimPoLoss(Beta: 3), PreferenceLoss.FromJson("""{"loss":"simpo","beta":3}"""));

    [Fact]
    public void ALossInsideARecordAndInsideASumSurvives()
    {
        var manifest = new Manifest("a", WeightedSum.Of((1, new AdaVipLoss(0.2)), (0.5, WeightedSum.Of((2,
            new ToyLoss(3))))));
        var json = JsonSerializer.Serialize(manifest, LossJson.Options);
        Assert.Equal(manifest, JsonSerializer.Deserialize<Manifest>(json, LossJson.Options));
    }

    [Fact]
    public void ADerivedTypeCanBeAskedForDirectly()
    {
        Assert.Equal(new IpoLoss(0.4),
            JsonSerializer.Deserialize<IpoLoss>("""{"loss":"ipo","beta":0.4}""", LossJson.Options));
        Assert.Throws<LossException>(() => JsonSerializer.Deserialize<IpoLoss>("""{"loss":"dpo"}""", LossJson.Options));
    }

    [Theory]
    [InlineData("""{"beta":0.1}""", "A loss in JSON is an object with its name in \"loss\"")]
    [InlineData("""{"loss":"dpo","gamma":1}""", "dpo has no setting 'gamma'")]
    [InlineData("""{"loss":"dpo","beta":"big"}""", "dpo: beta = \"big\" must be a number.")]
    [InlineData("""{"loss":"dpo","label_smoothing":0.5}""",
    "dpo: label_smoothing = 0.5 is outside its range [0, 0.5).")]
    [InlineData("""{"loss":"weighted-sum","parts":[{"weight":1}]}""",
    "weighted-sum: parts = [{\"weight\":1}] must be JSON, such as [{")]
    [InlineData("""{"loss":"weighted-sum","parts":[{"weight":1,"loss":null}]}""",
    "weighted-sum: parts = [{\"weight\":1,\"loss\":null}] must be JSON, such as [{")]
    [InlineData("""{"loss":"weighted-sum","parts":[{"weight":1,"loss":{"loss":"dpo","beta":0}}]}""",
    "dpo: beta = 0 is outside")]
    [InlineData("""{"loss":"weighted-sum"}""",
    "weighted-sum: parts has no default and must be given: JSON, such as [{")]
    [InlineData("{", "Not a loss in JSON")]
    [InlineData("null", "A loss is expected")]
    public void WrongJsonGetsOneClearMessage(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<LossException>(() => PreferenceLoss.FromJson(json)).Message);

    [Fact]
    public void ALossPrintsAsItsNameAndSettings() =>
        Assert.Equal("simpo(beta=2, gamma=0.5)", new SimPoLoss().ToString());
}

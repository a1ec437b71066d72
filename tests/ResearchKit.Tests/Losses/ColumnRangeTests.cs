using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

/// <summary>Settings and numbers of the data that a loss gives no meaning to are named.</summary>
public sealed class ColumnRangeTests
{
    private static readonly LossCatalogue Catalogue = LossCatalogue.Of(typeof(PreferenceLoss).Assembly);

    public static TheoryData<string, string> Settings =>
    [
        .. Catalogue.Entries.SelectMany(e => e.HyperParameters.Where(p => p.Type == typeof(double))
            .Select(p => new TheoryDataRow<string, string>(e.Name, p.Name))),
    ];

    [Theory, MemberData(nameof(Settings))]
    public void EveryNumberAmongTheSettingsHasARangeThatNothingInfiniteIsIn(string loss, string setting)
    {
        var parameter = Catalogue.Find(loss).HyperParameters.Single(p => p.Name == setting);
        Assert.NotNull(parameter.Range);
        foreach (var wrong in new[] { "NaN", "Infinity", "-Infinity" })
            Assert.Equal($"{loss}: {setting} = {wrong} is outside its range {parameter.Range}.",
                Assert.Throws<LossException>(() => Catalogue.Create(loss, With(setting, wrong))).Message);
    }

    // By meaning, not by loss: what the settings of the catalogue are called.
    [Theory]
    [InlineData("beta", "-0.1")]
    [InlineData("label_smoothing", "0.5")]
    [InlineData("label_smoothing", "-0.01")]
    [InlineData("flip_rate", "0.5")]
    [InlineData("tau", "-1")]
    [InlineData("epsilon", "0")]
    [InlineData("epsilon_low", "1")]
    [InlineData("sft_weight", "-1")]
    [InlineData("weight", "0")]
    [InlineData("momentum", "1")]
    [InlineData("lambda", "-1")]
    [InlineData("max_weight", "0")]
    public void ASenselessSettingIsRejectedByEveryLossThatHasIt(string setting, string wrong)
    {
        var entries = Catalogue.Entries.Where(e => e.HyperParameters.Any(p => p.Name == setting)).ToArray();
        Assert.NotEmpty(entries);
        Assert.All(entries, e => Assert.StartsWith($"{e.Name}: {setting} = {wrong} is outside its range ",
            Assert.Throws<LossException>(() => Catalogue.Create(e.Name, With(setting, wrong))).Message));
    }

    [Theory]
    [InlineData("weighted-dpo", "weight", -0.5, "column 'weight', index 1: -0.5 is outside its range [0, inf).")]
    [InlineData("sem-dpo", "cosine", 7.0, "column 'cosine', index 1: 7 is outside its range [-1, 1].")]
    [InlineData("sem-dpo", "cosine", double.NaN, "column 'cosine', index 1: NaN is not a finite number.")]
    [InlineData("irpo", "relevance", -1.0,
        "'relevance' of view 'rank_1', index 1: -1 is outside its range [0, inf).")]
    [InlineData("ddpo", "marks", 2.0,
        "token column 'marks' of view 'chosen', index 1, token 2: 2 is outside its range [0, 1].")]
    [InlineData("gspo", "old", 0.5,
        "token column 'old' of view 'sample', index 1, token 2: 0.5 is outside its range (-inf, 0].")]
    public void ANumberOfTheDataOutsideItsRangeIsNamed(string name, string column, double wrong, string message)
    {
        var loss = Catalogue.Create(name);
        var scores = SampleScores.For(loss.Inputs, 3, seed: 1);
        loss.Compute(scores);
        var view = loss.Inputs.Views[0].Name;
        foreach (var values in new[]
                 {
                     scores.Columns.GetValueOrDefault(column), scores.Views[view].Columns.GetValueOrDefault(column),
                     scores.Views[view].ByToken?.Columns.GetValueOrDefault(column),
                 }.OfType<Tensor>())
        {
            if (values.dim() == 2) values[1, 2] = wrong;
            else values[1] = wrong;
        }
        Assert.Equal($"{name}: {message}", Assert.Throws<LossException>(() => loss.Compute(scores)).Message);
    }

    [Fact]
    public void TheEndsOfARangeAndTheRoundingOfFloat32AreInside()
    {
        var inputs = new SemDpoLoss().Inputs;
        foreach (var cosine in new[] { -1, 1, 1.0000002, -1.0000002 }) Assert.Null(inputs.Problem("cosine", cosine));
        Assert.Equal("1.001 is outside its range [-1, 1]", inputs.Problem("cosine", 1.001));
        Assert.Null(inputs.Problem("another", -1e30));
    }

    [Fact]
    public void ACombinationKeepsTheRangesOfItsParts()
    {
        var other = new WeightedDpoLoss().On(("rejected", "rejected_image"));
        var sum = WeightedSum.Of((1, new SemDpoLoss()), (0.5, other));
        Assert.Equal("[-1, 1]", sum.Inputs.RangeOf("cosine").ToString());
        Assert.Equal("[0, inf)", sum.Inputs.RangeOf("weight").ToString());
    }

    private static Dictionary<string, string> With(string setting, string value) => new() { [setting] = value };
}

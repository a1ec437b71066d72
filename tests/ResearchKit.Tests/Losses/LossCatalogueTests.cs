using System.Reflection;
using System.Reflection.Emit;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Tests.Losses;

public sealed class LossCatalogueTests
{
    [Fact]
    public void ALossOfAnotherAssemblyIsFound() => Assert.Equal(typeof(ToyLoss),
        LossCatalogue.Loaded().Find("toy").Type);

    [Theory]
    [InlineData("dpo", typeof(DpoLoss))]
    [InlineData("DPO-Positive", typeof(DpoPositiveLoss))]
    [InlineData("DpoPositiveLoss", typeof(DpoPositiveLoss))]
    [InlineData("SLiC", typeof(HingeLoss))]
    [InlineData("S-DPO", typeof(SDpoLoss))]
    [InlineData("plackett_luce", typeof(PlackettLuceLoss))]
    [InlineData("+Vision", typeof(PlusVisionLoss))]
    [InlineData("AdaViP", typeof(AdaVipLoss))]
    public void NamesTitlesAliasesAndTypesAreAccepted(string name, Type loss) =>
        Assert.Equal(loss, LossCatalogue.Loaded().Find(name).Type);

    [Fact]
    public void SettingsAreReadInInvariantCulture() => Assert.Equal(
        new DpoLoss(0.5, 0.25),
        LossCatalogue.Loaded().Create("dpo", new Dictionary<string, string>
        {
            ["beta"] = "0.5",
            ["Label-Smoothing"] = "2.5e-1"
        }));

    [Fact]
    public void ThePapersSymbolNamesASettingUnlessTwoShareIt()
    {
        var catalogue = LossCatalogue.Loaded();
        Assert.Equal(new RobustDpoLoss(FlipRate: 0.3), catalogue.Create("rdpo", new Dictionary<string,
            string>
        { ["epsilon"] = "0.3" }));
        Assert.Equal(new IpoLoss(0.3), catalogue.Create("ipo", new Dictionary<string, string> { ["tau"] = "0.3" }));
        Assert.Throws<LossException>(() => catalogue.Create("flex-dpo", new Dictionary<string,
            string>
        { ["beta"] = "0.3" }));
        Assert.Contains("beta is given twice", Assert.Throws<LossException>(() =>
            catalogue.Create("ipo", new Dictionary<string, string> { ["tau"] = "0.3", ["beta"] = "0.2" })).Message);
    }

    [Fact]
    public void AListIsGivenAsJson() => Assert.Equal(
        WeightedSum.Of((1, new DpoLoss(0.3)), (0.5, new SftLoss())),
        LossCatalogue.Loaded().Create("weighted-sum", new Dictionary<string, string>
        {
            ["parts"] = """[{"weight":1,"loss":{"loss":"dpo","beta":0.3}},{"weight":0.5,"loss":{"loss":"sft"}}]""",
        }));

    [Fact]
    public void ASettingsOtherNameIsThatOfAnotherLibrary() => Assert.Equal(
        new RobustDpoLoss(0.5, 0.3),
        LossCatalogue.Loaded().Create("robust", new Dictionary<string, string>
        {
            ["beta"] = "0.5",
            ["label_smoothing"] = "0.3"
        }));

    [Theory]
    [InlineData("ipo", "reduction", "max", "ipo: reduction = 'max' must be sum or mean.")]
    [InlineData("ipo", "reduction", "weighted", "ipo: reduction = weighted must be sum or mean.")]
    [InlineData("dop", "x", "1", "There is no loss 'dop'. Is 'dpo' meant? Losses: adavip, ")]
    [InlineData("dpo", "bata", "1", "dpo has no setting 'bata'. Is 'beta' meant? Settings: beta, label_smoothing.")]
    [InlineData("dpo", "beta", "high", "dpo: beta = 'high' must be a number.")]
    [InlineData("dpo", "beta", "-1", "dpo: beta = -1 is outside its range (0, inf).")]
    [InlineData("dpo", "beta", "NaN", "dpo: beta = NaN is outside its range (0, inf).")]
    [InlineData("dpo", "beta", "1e999", "dpo: beta = Infinity is outside its range (0, inf).")]
    [InlineData("s-dpo", "negatives", "1.5", "s-dpo: negatives = '1.5' must be a whole number.")]
    [InlineData("s-dpo", "negatives", "0", "s-dpo: negatives = 0 is outside its range [1, 64].")]
    [InlineData("weighted-sum", "parts", "dpo",
        "weighted-sum: parts = 'dpo' must be JSON, such as [{\"weight\":1,\"loss\":{\"loss\":\"dpo\"}},")]
    public void AWrongNameOrSettingGetsOneClearMessage(string name, string setting, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<LossException>(() =>
            LossCatalogue.Loaded().Create(name, new Dictionary<string, string> { [setting] = value })).Message);

    [Fact]
    public void ALaterDefinitionInMemoryReplacesAnEarlierOne()
    {
        var first = Define("ReplacedLoss");
        Assert.Equal(first, LossCatalogue.Loaded().Find("replaced").Type);
        var second = Define("ReplacedLoss");
        Assert.Equal(second, LossCatalogue.Loaded().Find("replaced").Type);
    }

    /// <summary>What a notebook cell does: a sealed loss in an assembly without a file.</summary>
    private static Type Define(string name)
    {
        var module = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("cell"), AssemblyBuilderAccess.Run)
            .DefineDynamicModule("cell");
        var type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Abstract,
            typeof(PreferenceLoss));
        type.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(MethodAttribute).GetConstructor([typeof(string)])!, ["replaced"]));
        return type.CreateType();
    }
}

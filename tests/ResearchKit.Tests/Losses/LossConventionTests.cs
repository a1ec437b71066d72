using System.Reflection;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;

namespace ResearchKit.Tests.Losses;

/// <summary>What every loss in the library and in this assembly must have, found by reflection.</summary>
public sealed class LossConventionTests
{
    private static readonly Assembly Library = typeof(PreferenceLoss).Assembly;
    private static readonly Assembly Tests = typeof(LossConventionTests).Assembly;

    public static TheoryData<Type> Losses => [.. Library.GetTypes().Concat(Tests.GetTypes())
        .Where(t => t.IsSubclassOf(typeof(PreferenceLoss)) && t.DeclaringType is null)];

    [Fact]
    public void ThereAreLossesToCheck() => Assert.True(Losses.Count > 15);

    [Theory]
    [MemberData(nameof(Losses))]
    public void ALossIsASealedRecordInTheCatalogue(Type loss)
    {
        Assert.True(loss.IsSealed, $"{loss.Name} is not sealed; wrap instead of overriding.");
        Assert.Contains(LossCatalogue.Of(Library, Tests).Entries, e => e.Type == loss);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ALossNamesItsPaperAndItsEquation(Type loss)
    {
        var method = loss.GetCustomAttribute<MethodAttribute>();
        Assert.NotNull(method);
        Assert.NotEmpty(method.Paper);
        Assert.NotEmpty(method.Equation);
        Assert.NotEmpty(method.Where);
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", method.Name);
        Assert.Matches("^([0-9]{4}\\.[0-9]{4,5})?$", method.ArXiv);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ALossHasAContractTest(Type loss) => Assert.Contains(Tests.GetTypes(), t =>
        t.IsSealed && t.BaseType == typeof(PreferenceLossContract<>).MakeGenericType(loss));

    [Theory]
    [MemberData(nameof(Losses))]
    public void EveryNumberHasASymbolAndARangeThatHoldsItsDefault(Type loss)
    {
        foreach (var parameter in HyperParameter.Of(loss).Where(p => p.Type == typeof(double) || p.Type == typeof(int)))
        {
            Assert.True(parameter.Symbol is not null && parameter.Range is not null,
                $"{loss.Name}: {parameter.Name} has no [HyperParameter(symbol, range)].");
            if (parameter.HasDefault)
                Assert.True(parameter.Range.Value.Contains(Convert.ToDouble(parameter.Default)));
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ALibraryLossHasGoldenValues(Type loss)
    {
        if (loss.Assembly != Library || loss == typeof(WeightedSum) || loss == typeof(RenamedViewsLoss))
            Assert.Skip("Golden values are for the library's papers.");
        Assert.Contains(GoldenCase.In(Tests), c => c.Loss.GetType() == loss);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void ALossIsNamedAfterItsFile(Type loss) =>
        Assert.True(loss.Name.EndsWith("Loss", StringComparison.Ordinal) || loss == typeof(WeightedSum));

    [Fact]
    public void NamesAreUnique()
    {
        var entries = LossCatalogue.Of(Library, Tests).Entries;
        Assert.Equal(entries.Count, entries.Select(e => e.Name).Distinct().Count());
        Assert.Equal(entries.Count, entries.Select(e => e.Method.Title).Distinct().Count());
    }
}

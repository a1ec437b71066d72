using System.Reflection;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Losses;

/// <summary>What every loss in the library and in this assembly must have, found by reflection.</summary>
public sealed class LossConventionTests
{
    private static readonly Assembly Library = typeof(PreferenceLoss).Assembly;
    private static readonly Assembly Tests = typeof(LossConventionTests).Assembly;

    public static TheoryData<Type> Losses => [.. Library.GetTypes().Concat(Tests.GetTypes())
        .Where(t => t.IsSubclassOf(typeof(PreferenceLoss)) && t is { DeclaringType: null, IsAbstract: false })];

    [Theory]
    [MemberData(nameof(Losses))]
    public void ALossKeepsTheConventions(Type loss) =>
        Assert.Empty(LossConventions.Broken(loss, loss.GetCustomAttribute<MethodAttribute>()));

    [Fact]
    public void EveryFileOfTheFolderThatIsNamedALossIsOne()
    {
        var files = Directory.GetFiles(Architecture.SourceFolder.Of("src/ResearchKit/Losses"), "*Loss.cs")
            .Select(Path.GetFileNameWithoutExtension);
        Assert.Empty(files.Except(Losses.Select(row => row.Data.Name)));
    }

    [Fact]
    public void TheCatalogueHasEachUnderANameAndATitleOfItsOwn()
    {
        var entries = LossCatalogue.Of(Library, Tests).Entries;
        Assert.Empty(Losses.Select(row => row.Data).Except(entries.Select(e => e.Type)));
        Assert.Equal(entries.Count, entries.Select(e => e.Name).Distinct().Count());
        Assert.Equal(entries.Count, entries.Select(e => e.Method.Title).Distinct().Count());
    }

    // The test of the test: each convention, broken alone, is the one that is reported. The offenders carry no
    // [Method] of their own, which would put them into the catalogue.
    [Fact]
    public void ABrokenConventionIsReported()
    {
        (Type Loss, MethodAttribute? Method, string Complaint)[] offenders =
        [
            (typeof(Open), Method(), "it is not sealed: wrap instead of overriding"),
            (typeof(Settable), Method(), "<Beta>k__BackingField can change"),
            (typeof(Counting), Method(), "_calls can change"),
            (typeof(Unlisted), null, "it has no [Method], so no catalogue finds it"),
            (typeof(Unlisted), Method(paper: ""), "it names no paper"),
            (typeof(Unlisted), Method(equation: ""), "it gives no equation"),
            (typeof(Unlisted), Method(where: ""), "it does not say where in the paper"),
            (typeof(Unlisted), Method("Mis_Named"),
                "'Mis_Named' is no name: lower-case letters and digits, joined by hyphens"),
            (typeof(Unlisted), Method(arXiv: "25.1"), "'25.1' is no arXiv number"),
            (typeof(WithoutSymbol), Method(), "beta has no [HyperParameter(symbol, range)]"),
            (typeof(BeyondItsRange), Method(), "the default of beta lies outside (0, 1)"),
        ];
        foreach (var (loss, method, complaint) in offenders)
            Assert.Equal([complaint, $"no test class derives from PreferenceLossContract<{loss.Name}>"],
                LossConventions.Broken(loss, method));
    }

    private static MethodAttribute Method(
        string name = "a", string paper = "P", string where = "W", string equation = "E", string arXiv = "") =>
        new(name) { Paper = paper, Where = where, Equation = equation, ArXiv = arXiv };

    private abstract record Nothing : PreferenceLoss
    {
        public override LossInputs Inputs => new([View.Chosen], TokenReduction.Sum, Reference: false);

        protected override LossTerms Terms(LossScores scores) => new(zeros(scores.Batch), []);
    }

    private record Open : Nothing;

    private sealed record Overriding : Open;

    private sealed record Settable : Nothing
    {
        public double Beta { get; set; }
    }

    private sealed record Counting : Nothing
    {
        private int _calls;

        protected override LossTerms Terms(LossScores scores) => new(zeros(scores.Batch + 0 * _calls++), []);
    }

    private sealed record Unlisted : Nothing;

    private sealed record WithoutSymbol(double Beta = 1) : Nothing;

    private sealed record BeyondItsRange([HyperParameter("beta", "(0, 1)")] double Beta = 2) : Nothing;
}

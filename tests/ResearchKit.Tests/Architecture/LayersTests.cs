using System.Reflection;

namespace ResearchKit.Tests.Architecture;

/// <summary>
/// Dependencies between the library's folders point one way: a folder may use what stands before it in the list, read
/// from the compiled types. A new folder finds its place there.
/// </summary>
public sealed class LayersTests
{
    private static readonly string[] Order =
        ["Imaging", "Scenes", "Datasets", "Models", "Pairs", "Losses", "Training", "Benchmarks"];

    private static readonly Assembly Library = typeof(SeededRandom).Assembly;

    [Fact]
    public void AFolderUsesOnlyWhatStandsBeforeIt() =>
        Assert.Empty(Violations(Library.GetTypes(), "ResearchKit"));

    [Fact]
    public void EveryFolderHasItsPlace() =>
        Assert.Equal(Order.Order(), Directory.GetDirectories(SourceFolder.Of("src/ResearchKit"))
            .Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj"]).Order());

    [Fact]
    public void EveryTypeStandsInALayerOrBelowAll() =>
        Assert.DoesNotContain(Library.GetTypes(),
            t => Layer(t, "ResearchKit") is { } layer && !Order.Contains(layer));

    // The test of the test: each way to reach up is found, and reaching down is not.
    [Theory]
    [InlineData(nameof(Upward.Imaging.AsBase), "Losses")]
    [InlineData(nameof(Upward.Imaging.AsField), "Losses")]
    [InlineData(nameof(Upward.Imaging.AsParameter), "Losses")]
    [InlineData(nameof(Upward.Imaging.AsTypeArgument), "Losses")]
    [InlineData(nameof(Upward.Imaging.AsStaticCall), "Losses")]
    [InlineData(nameof(Upward.Imaging.AsConstruction), "Losses")]
    [InlineData(nameof(Upward.Imaging.AsTypeOf), "Losses")]
    [InlineData(nameof(Upward.Imaging.InALambda), "Losses")]
    [InlineData(nameof(Upward.Losses.Downward), null)]
    public void AnUpwardUseIsFoundHoweverItIsWritten(string name, string? upper)
    {
        const string root = "ResearchKit.Tests.Architecture.Upward";
        var type = typeof(LayersTests).Assembly.GetTypes()
            .Single(t => t.Name == name && t.Namespace!.StartsWith(root, StringComparison.Ordinal));
        var found = Violations(type.GetNestedTypes(BindingFlags.NonPublic).Append(type), root);
        if (upper is null) Assert.Empty(found);
        else Assert.Contains($"{name} uses {upper}.", string.Join('\n', found));
    }

    private static IEnumerable<string> Violations(IEnumerable<Type> types, string root) =>
        from type in types
        let layer = Layer(type, root)
        where layer is not null
        from used in TypeUses.Of(type)
        let upper = Layer(used, root)
        where upper is not null && Array.IndexOf(Order, upper) > Array.IndexOf(Order, layer)
        select $"{layer}: {(type.DeclaringType ?? type).Name} uses {upper}.{used.Name}";

    private static string? Layer(Type type, string root) =>
        type.Namespace is { } space && space.StartsWith(root + ".", StringComparison.Ordinal)
            ? space[(root.Length + 1)..].Split('.')[0] : null;
}

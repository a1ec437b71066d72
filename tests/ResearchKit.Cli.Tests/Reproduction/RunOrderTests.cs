using ResearchKit.Cli.Reproduction;
using ResearchKit.Notebooks.Documents;

namespace ResearchKit.Cli.Tests.Reproduction;

public sealed class RunOrderTests
{
    private static readonly Dictionary<string, NotebookDocument> Notebooks = new()
    {
        ["01"] = WithMetadata("{}"),
        ["02"] = WithMetadata("""{"researchkit": {"minutes": 2}}"""),
        ["03"] = WithMetadata("""{"researchkit": {"minutes": 7.5}}"""),
        ["04"] = WithMetadata("""{"researchkit": {"minutes": "long"}}"""),
        ["05"] = WithMetadata("""{"researchkit": 3}"""),
    };

    [Fact]
    public void TheLongestNotebookStartsFirst() => Assert.Equal(
        ["03", "02", "01", "04", "05"], RunOrder.Of([.. Notebooks.Keys], name => Notebooks[name]));

    [Theory]
    [InlineData("01", 2)]
    [InlineData("03", 4)]
    public void ALongNotebookMayUseAllThreads(string name, int threads) =>
        Assert.Equal(threads, RunOrder.Threads(Notebooks[name], 4, 2));

    private static NotebookDocument WithMetadata(string metadata) => NotebookDocument.Parse(
        $$"""{"cells": [], "metadata": {{metadata}}, "nbformat": 4, "nbformat_minor": 5}""");
}

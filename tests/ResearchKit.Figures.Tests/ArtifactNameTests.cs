namespace ResearchKit.Figures.Tests;

public sealed class ArtifactNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("dpo-likelihoods")]
    [InlineData("7-2")]
    public void AFileStemIsAName(string name) => Assert.Equal(name, ArtifactName.Check(name));

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("A")]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("a\n")]
    [InlineData("\u00e9")]
    public void AnythingElseIsNone(string name)
    {
        Assert.Contains("cannot name a figure or table",
            Assert.Throws<ArgumentException>(() => new Figure(name)).Message);
        Assert.Throws<ArgumentException>(() => ArtifactName.Check(name));
    }
}

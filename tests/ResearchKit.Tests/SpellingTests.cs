namespace ResearchKit.Tests;

public sealed class SpellingTests
{
    private static readonly string[] Known = ["dpo", "ipo", "learning_rate", "label_smoothing"];

    [Theory]
    [InlineData("dop", " Is 'dpo' meant?")] // two neighbors swapped are one slip
    [InlineData("Learning-Rate", " Is 'learning_rate' meant?")]
    [InlineData("lable_smoothing", " Is 'label_smoothing' meant?")]
    [InlineData("ppo2", " Is 'dpo' meant?")] // an exchange and an insertion: two in four letters
    [InlineData("kto", "")]
    [InlineData("zzzzzzzz", "")]
    public void AWordThatLiesNearIsNamed(string word, string hint) => Assert.Equal(hint, Spelling.Hint(word, Known));

    [Fact]
    public void OfNoWordsNoneIsMeant() => Assert.Equal("", Spelling.Hint("dpo", []));
}

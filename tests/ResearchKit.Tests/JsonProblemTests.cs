using System.Text.Json;

namespace ResearchKit.Tests;

public sealed class JsonProblemTests
{
    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\n \"a\": [1,", "line 2, column 9: it ends too early")]
    [InlineData("{\"a\": \"b\"", "line 1, column 10: it ends before a bracket is closed")]
    [InlineData("{\"a\": \"x", "line 1, column 9: it ends too early")]
    [InlineData("[1,]", "line 1, column 4: a comment, or a comma before a closing bracket, is no JSON")]
    [InlineData("{\"a\": oops}", "line 1, column 7: 'o' is an invalid start of a value")]
    [InlineData("{\"a\": 1, \"a\": 2}", "'a' is there twice")]
    public void AReasonAndAPlaceInWordsForPeople(string json, string expected)
    {
        var error = Assert.ThrowsAny<JsonException>(
            () => JsonDocument.Parse(json, new() { AllowDuplicateProperties = false }));
        Assert.Equal(expected, JsonProblem.Text(error));
    }

    [Fact]
    public void AnotherTypeIsSaidByItsPlaceInTheText()
    {
        var error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<int[]>("[1, \"x\"]"));
        Assert.EndsWith("$[1] is a value of another kind", JsonProblem.Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public void OtherErrorsSpeakForThemselves() =>
        Assert.Equal("No such thing", JsonProblem.Text(new IOException("No such thing.")));
}

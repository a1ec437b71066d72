using System.Text.Json;
using ResearchKit.Benchmarks.MmHal;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks.MmHal;

public sealed class MmHalBenchmarkTests
{
    [Theory]
    [InlineData("Fine.\nRating: 4", 4, 4)]
    [InlineData("RATING: 0, not informative, with hallucination", 0, 0)]
    [InlineData("Rating: 3 ... so Rating: 3", 3, 3)]
    [InlineData("Rating: 2 or rating: 5", null, 5)]
    [InlineData("**Rating**: 5", null, 5)]
    [InlineData("rating:6", null, 6)]
    [InlineData("Rating: 7", null, null)]
    [InlineData("No number", null, null)]
    [InlineData("", null, null)]
    public void ReadsRatings(string reply, int? script, int? person)
    {
        Assert.Equal(script, JudgeRating.ReadOfficial(reply));
        Assert.Equal(person, JudgeRating.Read(reply));
    }

    [Fact]
    public void AddsUpAsTheScriptDoes()
    {
        // Ratings 0 to 6 in turn, every tenth reply without one: worked out by the loop below.
        var replies = Enumerable.Range(0, 96)
            .Select(i => i % 10 == 9 ? "I cannot say" : $"Good.\nRating: {i % 7}, as said").ToArray();
        int[] ratings = [.. Enumerable.Range(0, 96).Select(i => i % 10 == 9 ? 0 : i % 7)];
        using var file = new BenchmarkFixtures.TemporaryFile(JsonSerializer.Serialize(replies.Select(r => new
        {
            choices = new[] { new { message = new { content = r } } },
        })));
        var result = BenchmarkFixtures.Score("mmhal", file.Path);
        Assert.True(result.Complete);
        Assert.Equal(9, result.Problems[ProblemKind.Neither]);
        Assert.Equal((decimal)ratings.Sum() / 96, (decimal)result["score"].Value, 12);
        Assert.Equal((double)ratings.Count(r => r < 3) / 96, result["hallucination_rate"].Value, 12);
        for (var type = 0; type < 8; type++)
            Assert.Equal(ratings.Where((_, i) => i % 8 == type).Average(), result.Metrics[2 + type].Value, 12);
    }

    [Fact]
    public void AnswersAndRepliesComeFromTwoFiles()
    {
        using var answers = new BenchmarkFixtures.TemporaryFile(
            """[{"question_type": "counting", "question": "How many?", "model_answer": "Two."}, {"question_type":""" +
            """ "other", "question": "What?", "model_answer": "A cup."}]""");
        using var replies =
            new BenchmarkFixtures.TemporaryFile("""{"reply": "Rating: 6"}""" + "\n" + """{"reply": "Rating: 1"}""",
                ".jsonl");
        var result =
            BenchmarkFixtures.Score("mmhal", answers.Path,
                inputs: [("annotations", answers.Path), ("replies", replies.Path)]);
        Assert.Equal(("3.50", "0.50", "6.0", "1.0"),
            (result["score"].Printed, result["hallucination_rate"].Printed, result["counting_score"].Printed,
            result["other_score"].Printed));
    }
}

using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks;

/// <summary>Ten things that people have reported about the official scripts, each with the right value.</summary>
public sealed class PublicReportTests
{
    // POPE, issue 19: what happens to answers that are neither? The script takes them for a yes.
    [Fact]
    public void AnAmbiguousAnswerIsAYesToTheScriptAndListed()
    {
        var official = Pope(["I cannot tell.", "No."], ["no", "no"]);
        Assert.Equal("0.5", official["accuracy"].Printed);
        var person = Pope(["I cannot tell.", "No."], ["no", "no"], ScoringMode.Formula);
        Assert.Equal(1, person.Problems[ProblemKind.Neither]);
        Assert.Contains("I cannot tell.", person.Problems.First[0].Text);
    }

    // TinyLLaVA_Factory, pull request 207: the script divides by zero if a model always says no.
    [Fact]
    public void AModelThatAlwaysSaysNoHasNumbers()
    {
        var result = Pope(["No", "No"], ["yes", "no"]);
        Assert.Equal(("0.5", "n/a", "0.0"),
            (result["accuracy"].Printed, result["precision"].Printed, result["recall"].Printed));
    }

    // VLMEvalKit, issue 955: models reason before they say yes or no.
    [Fact]
    public void ReasoningBeforeYesIsRead() => Assert.Equal(100, Pope(
        ["Let me look at the table: a bowl, a cup. So the answer is yes.", "I see no dog. Therefore, no."],
        ["yes", "no"], ScoringMode.Formula)["accuracy"].Value * 100);

    // LogicCheckGPT, issue 1: "Yes, there is a dog in the image."
    [Fact]
    public void AnAnswerThatGoesOnIsRead() => Assert.Equal(100, Pope(
        ["Yes, there is no doubt.", "No, there isn't a dog in the image, not even on the bench."], ["yes", "no"],
        ScoringMode.Formula)["accuracy"].Value * 100);

    // ids as strings: the script indexes a list with them and stops.
    [Theory, InlineData("2"), InlineData("\"2\""), InlineData("2.0"), InlineData("\" 2 \"")]
    public void AnIdAsTextIsThatId(string id) =>
        Assert.Equal("99.9", Amber($$"""[{"id": {{id}}, "response": "No"}]""")["accuracy"].Printed);

    // plural forms, with and without a regular ending
    [Fact]
    public void PluralsAreTheirObjects() => Assert.Equal(
        "0.0", Chair("Two buses, three knives, sheep, wine glasses and people", "bus", "knife", "sheep", "wine glass",
            "person")["chairi"].Printed);

    [Fact]
    public void AHotDogIsNoDog()
    {
        Assert.Equal("0.0", Chair("A hot dog on a plate.", "hot dog")["chairi"].Printed);
        Assert.Equal("100.0", Chair("A hot dog on a plate.", "dog")["chairi"].Printed);
    }

    // ties: two answers to one item; AMBER's script goes through the rows and counts both
    [Fact]
    public void ASecondAnswerIsNamedAndCountsWithTheScriptAlone()
    {
        const string Answers = """[{"id": 2, "response": "No"}, {"id": 2, "response": "Yes"}]""";
        var official = Amber(Answers);
        Assert.Equal("50.0", official["accuracy"].Printed); // 1 of 2.001
        Assert.Equal(ProblemKind.Repeated, Assert.Single(official.Problems.First).Kind);
        Assert.Contains(official.Incomplete, part => part.StartsWith("existence 1 of", StringComparison.Ordinal));
        var formula = Amber(Answers, ScoringMode.Formula);
        Assert.Equal(100, formula["accuracy"].Value);
        Assert.Equal(ProblemKind.Duplicate, Assert.Single(formula.Problems.First).Kind);
    }

    // empty captions: no mention, nothing to divide by
    [Fact]
    public void AnEmptyCaptionIsACaptionWithoutMentions()
    {
        var result = Chair("", "dog");
        Assert.Equal(("0.0", "n/a", "0.0"),
            (result["chairs"].Printed, result["chairi"].Printed, result["recall"].Printed));
    }

    // replies of the judge without a rating
    [Fact]
    public void AReplyWithoutARatingIsAZeroAndCounted()
    {
        using var answers = new BenchmarkFixtures.TemporaryFile(
            """[{"question_type": "other", "model_answer": "a"}, {"question_type": "other", "model_answer": "b"}]""");
        using var replies = new BenchmarkFixtures.TemporaryFile(
            """{"reply": "Rating: 6"}""" + "\n" + """{"reply": "I cannot judge."}""", ".jsonl");
        var result = BenchmarkFixtures.Score("mmhal", answers.Path,
            inputs: [("annotations", answers.Path), ("replies", replies.Path)]);
        Assert.Equal(("3.00", "0.50", 1),
            (result["score"].Printed, result["hallucination_rate"].Printed, result.Problems[ProblemKind.Neither]));
    }

    private static EvaluationResult Pope(
        string[] answers, string[] labels, ScoringMode mode = ScoringMode.Official)
    {
        static string Rows(IEnumerable<string> rows) => string.Join('\n', rows);
        using var questions = new BenchmarkFixtures.TemporaryFile(Rows(labels.Select((l, i) =>
            $$"""{"question_id": {{i + 1}}, "image": "a.jpg", "text": "A dog?", "label": "{{l}}"}""")), ".jsonl");
        using var file = new BenchmarkFixtures.TemporaryFile(Rows(answers.Select((a, i) =>
            $$"""{"question_id": {{i + 1}}, "answer": "{{a}}"}""")), ".jsonl");
        return BenchmarkFixtures.Score("pope", file.Path, mode, inputs: [("annotations", questions.Path)]);
    }

    private static EvaluationResult Amber(string answers, ScoringMode mode = ScoringMode.Official)
    {
        using var file = new BenchmarkFixtures.TemporaryFile(answers);
        return BenchmarkFixtures.Score("amber", file.Path, mode,
            inputs: [("annotations", BenchmarkFixtures.Of("Amber", "annotations.json"))]);
    }

    private static EvaluationResult Chair(string caption, params string[] objects)
    {
        var categories = string.Join(", ", objects.Select((o, i) => $$"""{"id": {{i + 1}}, "name": "{{o}}"}"""));
        var shown = string.Join(", ", objects.Select((_, i) => $$"""{"image_id": 1, "category_id": {{i + 1}}}"""));
        using var coco = new BenchmarkFixtures.TemporaryFile(
            $$"""{"images": [{"id": 1}], "annotations": [{{shown}}], "categories": [{{categories}}]}""");
        using var file = new BenchmarkFixtures.TemporaryFile($$"""[{"image_id": 1, "caption": "{{caption}}"}]""");
        return BenchmarkFixtures.Score("chair", file.Path, inputs: [("annotations", coco.Path)]);
    }
}

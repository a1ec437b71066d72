using ResearchKit.Benchmarks.Amber;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks.Amber;

/// <summary>Numbers of the yes/no questions come from <c>expected_amber.py</c>; those of descriptions are worked out in
/// the tests.</summary>
public sealed class AmberBenchmarkTests
{
    private static readonly string Annotations = BenchmarkFixtures.Of("Amber", "annotations.json");

    [Theory]
    [InlineData("all-yes"), InlineData("all-no"), InlineData("random"), InlineData("biased"), InlineData("right")]
    [InlineData("malformed"), InlineData("missing"), InlineData("text-ids"), InlineData("shuffled")]
    public void PrintsWhatTheOfficialScriptPrints(string name)
    {
        var result = Score(BenchmarkFixtures.Of("Amber", name + ".json"));
        Assert.Equal(BenchmarkFixtures.Expected("Amber", name),
            result.Metrics.ToDictionary(m => m.Key, m => m.Printed));
    }

    [Fact]
    public void MissingAnswersMakeTheResultPartial()
    {
        var result = Score(BenchmarkFixtures.Of("Amber", "missing.json"));
        Assert.False(result.Complete);
        Assert.Contains(result.Incomplete, part => part.EndsWith("of 29", StringComparison.Ordinal));
        Assert.Equal(["generative"], result.LeftOut);
        Assert.Throws<BenchmarkException>(() => Score(BenchmarkFixtures.Of("Amber", "missing.json"), strict: true));
    }

    [Fact]
    public void AnswersThatAreNeitherAreCountedAndListed()
    {
        using var answers =
            new BenchmarkFixtures.TemporaryFile("""[{"id": 2, "response": "yes"}, {"id": 3, "response": "No"}]""");
        var problem = Assert.Single(Score(answers.Path).Problems.First);
        Assert.Equal(ProblemKind.Neither, problem.Kind);
        Assert.Equal("2", problem.Id);
        // By the formula, a small "yes" is a yes: wrong, but an answer.
        Assert.Equal(0, Score(answers.Path, ScoringMode.Formula).Problems[ProblemKind.Neither]);
    }

    [Fact]
    public void TheFormulaHasNoGuards()
    {
        // Existence is always a no: 1 of 2 recalled, F1 = 2/3; the script rounds 50.0 and 100.0 and adds 0.001: 66.6.
        using var answers =
            new BenchmarkFixtures.TemporaryFile("""[{"id": 2, "response": "No"}, {"id": 3, "response": "Yes"}]""");
        Assert.Equal("66.6", Score(answers.Path)["existence_f1"].Printed);
        Assert.Equal(200.0 / 3, Score(answers.Path, ScoringMode.Formula)["existence_f1"].Value, 12);
        using var yes = new BenchmarkFixtures.TemporaryFile("""[{"id": 2, "response": "Yes"}]""");
        Assert.Equal("0.0", Score(yes.Path)["existence_precision"].Printed);
        Assert.Equal("n/a", Score(yes.Path, ScoringMode.Formula)["existence_precision"].Printed);
    }

    [Fact]
    public void ADescriptionIsScoredByHand()
    {
        // There: sky, dog (also puppy). Imagined: cat. Nouns: puppy, cat, lamp, orange (safe).
        var (chair, cover, hal, cog) = Describe("A puppy and two cats sit by a lamp, and an orange.");
        Assert.Equal(("50.0", "50.0", "100.0", "99.9"), (chair, cover, hal, cog));
    }

    [Fact]
    public void AnEmptyDescriptionHasNoHallucination()
    {
        var (chair, cover, hal, _) = Describe("");
        Assert.Equal(("0.0", "0.0", "0.1"), (chair, cover, hal));
    }

    [Fact]
    public void VerbsAndColorsAreNoNouns()
    {
        var (chair, _, _, _) = Describe("An orange dog can be seen; they watch the sky.");
        Assert.Equal("0.0", chair);
    }

    [Fact]
    public void NounsFoundElsewhereReplaceOurs()
    {
        using var answers =
            new BenchmarkFixtures.TemporaryFile(
                """[{"id": 1, "response": "whatever", "nouns": ["dog", "sky", "tree"]}]""");
        Assert.Equal("100.0", DescriptionResult(answers.Path)["cover"].Printed[..5].PadRight(5, '0'));
    }

    [Theory, InlineData(0.9, "0.0"), InlineData(0.1, "99.9")]
    public void SynonymsByWordVectors(double cosine, string chair)
    {
        // "hound" is in the association file for nothing here; its vector makes it a dog, or not.
        var second = Math.Sqrt(1 - cosine * cosine);
        using var vectors = new BenchmarkFixtures.TemporaryFile(
            FormattableString.Invariant($"3 2\ndog 1 0\nhound {cosine} {second}\nlamp 0 1\n"), ".txt");
        using var answers = new BenchmarkFixtures.TemporaryFile("""[{"id": 1, "response": "A hound."}]""");
        Assert.Equal(chair, DescriptionResult(answers.Path, ("vectors", vectors.Path))["chair"].Printed);
    }

    [Fact]
    public void WordVectorFormatsAgree()
    {
        var wanted = new HashSet<string> { "dog", "cat" };
        var binary = new List<byte>("2 2\n"u8.ToArray());
        foreach (var (word, x, y) in new[] { ("dog", 1f, 0f), ("cat", 0.8f, 0.7f) })
            binary.AddRange(
                [.. System.Text.Encoding.ASCII.GetBytes(word + " "), .. BitConverter.GetBytes(x),
                    .. BitConverter.GetBytes(y), (byte)'\n']);
        using var text = new BenchmarkFixtures.TemporaryFile("2 2\ndog 1 0\ncat 0.8 0.7\n", ".txt");
        using var glove = new BenchmarkFixtures.TemporaryFile("dog 1 0\r\ncat 0.8 0.7\r\nbird 0 1\r\n", ".txt");
        using var bytes = new BenchmarkFixtures.TemporaryFile([.. binary], ".bin");
        foreach (var path in new[] { text.Path, glove.Path, bytes.Path })
        {
            // cosine 0.8 / sqrt(1.13) = 0.753
            Assert.False(WordVectors.Load(path, wanted).AreSynonyms("dog", "cat"));
            Assert.True(WordVectors.Load(path, wanted, 0.75).AreSynonyms("dog", "cat"));
            Assert.Equal(2, WordVectors.Load(path, wanted).Count);
        }
    }

    private static (string Chair, string Cover, string Hal, string Cog) Describe(string text)
    {
        using var answers = new BenchmarkFixtures.TemporaryFile($$"""[{"id": 1, "response": "{{text}}"}]""");
        var result = DescriptionResult(answers.Path);
        return (result["chair"].Printed, result["cover"].Printed, result["hal"].Printed, result["cog"].Printed);
    }

    private static EvaluationResult DescriptionResult(string answers, params (string, string)[] more)
    {
        using var association = new BenchmarkFixtures.TemporaryFile(
            """{"sky": [], "dog": ["puppy"], "cat": [], "lamp": [], "orange": [], "can": [], "watch": [], "tree": [""" +
            """], "hound": []}""");
        using var safe = new BenchmarkFixtures.TemporaryFile("orange\nlight", ".txt");
        return BenchmarkFixtures.Score("amber", answers, inputs:
            [("annotations", Annotations), ("association", association.Path), ("safe-words", safe.Path), .. more]);
    }

    private static EvaluationResult Score(string answers, ScoringMode mode = ScoringMode.Official,
        bool strict = false) =>
        BenchmarkFixtures.Score("amber", answers, mode, strict, ("annotations", Annotations));
}

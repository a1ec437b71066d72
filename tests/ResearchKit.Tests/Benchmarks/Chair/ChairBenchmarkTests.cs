using System.Text.Json;
using ResearchKit.Benchmarks.Chair;
using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks.Chair;

/// <summary>Numbers come from <c>expected_chair.py</c>, which knows what it has put into each caption.</summary>
public sealed class ChairBenchmarkTests
{
    private static readonly string Synonyms = BenchmarkFixtures.Of("Chair", "synonyms.txt");

    [Theory, InlineData("chair"), InlineData("objhal")]
    public void PrintsWhatTheScriptsPrint(string benchmark)
    {
        var result = Score(benchmark, BenchmarkFixtures.Of("Chair", "answers.jsonl"));
        foreach (var (key, value) in BenchmarkFixtures.Expected("Chair", benchmark)) Assert.Equal((key, value),
                (key, result[key].Printed));
    }

    [Theory]
    [InlineData("Two hot dogs.", "hot dog")]
    [InlineData("A dog that is hot.", "dog")]
    [InlineData("Buses and a bus", "bus,bus")]
    [InlineData("wine glasses", "wine glass")]
    [InlineData("a pair of scissors", "scissors")]
    [InlineData("The seat of the toilet", "toilet")]
    [InlineData("A seat.", "chair")]
    [InlineData("DINING TABLES", "dining table")]
    [InlineData("dog/cat.Bench", "dog,cat,bench")]
    [InlineData("", "")]
    [InlineData("A mouse's bow-tie", "mouse")]
    [InlineData("adult dogs, baby cats", "dog,cat")]
    public void FindsObjects(string caption, string expected)
    {
        var vocabulary = ObjectVocabulary.Load(Synonyms, pairsOfFile: false);
        var found = new List<int>();
        vocabulary.Find(caption, found);
        Assert.Equal(expected, string.Join(',', found.Select(c => vocabulary.Names[c])));
    }

    [Fact]
    public void EveryWordOfOurSynonymFileIsFoundInBothNumbers()
    {
        var path = ResearchKit.DataFolder.Find("benchmarks/coco-synonyms.txt")!;
        var vocabulary = ObjectVocabulary.Load(path, pairsOfFile: true);
        Assert.Equal(80, vocabulary.Names.Count);
        foreach (var line in File.ReadLines(path))
            foreach (var word in line.Split(", "))
                foreach (var text in new[] { word,
                    Humanizer.InflectorExtensions.Pluralize(word, inputIsKnownToBeSingular: false) })
                {
                    var found = new List<int>();
                    vocabulary.Find($"There are {text}.", found);
                    Assert.Equal((text, line.Split(", ")[0]),
                        (text, string.Join(',', found.Select(c => vocabulary.Names[c]))));
                }
    }

    [Fact]
    public void ObjectsFromALanguageModelCountOnce()
    {
        using var answers = new BenchmarkFixtures.TemporaryFile(
            """
            {"image_id": 1, "answer": "A dog beside another dog and a cat.", "extract_objs": ["dog", "Dog", "wooden chair", "sky"]}
            {"image_id": 2, "answer": "A dog there", "extract_objs": ["dog"]}
            """, ".jsonl");
        using var instances = new BenchmarkFixtures.TemporaryFile(
            """{"images": [{"id": 1}, {"id": 2}], "annotations": [{"image_id": 1, "category_id": 7}], "categories":""" +
            """ [{"id": 7, "name": "dog"}]}""");
        var result =
            BenchmarkFixtures.Score("objhal", answers.Path,
                inputs: [("annotations", instances.Path), ("synonyms", Synonyms)]);
        // dog and chair of the first; the second is too short to count
        Assert.Equal(("50.00", "100.00", "1.0"),
            (result["object_hall"].Printed, result["response_hall"].Printed, result["coco_sent_number"].Printed));
    }

    [Fact]
    public void AnImageThatCocoDoesNotHaveIsNamed()
    {
        using var answers = new BenchmarkFixtures.TemporaryFile(
            """[{"image_id": "COCO_val2014_000000000001.jpg", "caption": "a dog"}, {"image_id": 777, "caption": "a""" +
            """ dog"}]""");
        var problem = Assert.Single(Score("chair", answers.Path).Problems.First);
        Assert.Equal((ProblemKind.Unknown, "777"), (problem.Kind, problem.Id));
    }

    [Fact]
    public void ACategoryWithoutSynonymsIsAnError()
    {
        using var instances = new BenchmarkFixtures.TemporaryFile(
            """{"images": [{"id": 1}], "annotations": [], "categories": [{"id": 7, "name": "unicorn"}]}""");
        using var answers = new BenchmarkFixtures.TemporaryFile("""[{"image_id": 1, "caption": "a dog"}]""");
        var error = Assert.Throws<BenchmarkException>(() =>
            BenchmarkFixtures.Score("chair", answers.Path,
                inputs: [("annotations", instances.Path), ("synonyms", Synonyms)]));
        Assert.Contains("unicorn", error.Message);
    }

    private static EvaluationResult Score(string benchmark, string answers) => BenchmarkFixtures.Score(
        benchmark, answers, inputs: [("annotations", Path.GetDirectoryName(Synonyms)!), ("synonyms", Synonyms)]);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ResearchKit.Imaging;
using ResearchKit.Losses;
using ResearchKit.Losses.Catalogue;
using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using ResearchKit.Models.Tokenizers;
using ResearchKit.Pairs;
using ResearchKit.Training.Llava;

namespace ResearchKit.Tests.Training.Llava;

/// <summary>The whole catalogue, from a file of pairs to a trained model, as the command runs it.</summary>
public sealed class EveryLossTests : IDisposable
{
    private static readonly string[] Colors = ["red", "green", "blue", "yellow"];

    private readonly string _folder = Directory.CreateTempSubdirectory("every-loss-").FullName;

    public EveryLossTests()
    {
        LlavaCheckpoint.Save(ToyPairs.Model(), At("start"));
        TokenizerFile.Write(ToyPairs.Tokenizer, At("start", TokenizerFile.FileName));
        for (var i = 0; i < 6; i++) ImageFile.Save(ToyPairs.Plain(new((byte)(40 * i), 90, 200), i), At($"{i}.png"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All names; the two that combine others come with others.</summary>
    public static TheoryData<string, string> Losses
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var entry in LossCatalogue.Of(typeof(PreferenceLoss).Assembly).Entries)
                data.Add(entry.Name, entry.Name switch
                {
                    "weighted-sum" => WeightedSum.Of((0.5, new RebelLoss()), (1, new AnchorLoss())).ToJson(),
                    "on-views" => new DpoLoss().On(("rejected", "rejected_image_2")).ToJson(),
                    var name => $$"""{"loss":"{{name}}"}""",
                });
            return data;
        }
    }

    [Theory, MemberData(nameof(Losses))]
    public void ItTrainsOnRowsThatHaveWhatItAsksFor(string name, string json)
    {
        WriteRows(i => Everything(Plain(i), i));
        var result = Job(json, "full").Run(strict: true);
        Assert.True(result.Completed, name);
        Assert.All(result["loss"], l => Assert.True(double.IsFinite(l), $"{name}: {l}"));
        Assert.True(result["gradient_norm"].Max() > 0, $"{name}: no gradient");
        Assert.True(File.Exists(At("full", "model", "config.json")));
    }

    [Theory]
    [InlineData("weighted-dpo", "weight", "-0.5", "-0.5 is outside its range [0, inf)")]
    [InlineData("sem-dpo", "cosine", "7", "7 is outside its range [-1, 1]")]
    [InlineData("irpo", "relevance_rank_2", "-1", "-1 is outside its range [0, inf)")]
    [InlineData("ddpo", "marks_chosen", "2", "2 is outside its range [0, 1]")]
    [InlineData("gspo", "old_sample", "0.5", "0.5 is outside its range (-inf, 0]")]
    [InlineData("odpo", "score_chosen", "1e39", "Infinity is not a finite number")]
    [InlineData("odpo", "score_chosen", "1e999", "Infinity is not a finite number")]
    public void ARowWithANumberOutsideItsRangeIsLeftOutAndNamed(string loss, string field, string value, string message)
    {
        WriteRows(i => i == 2 ? Everything(Plain(i), i).With(field, JsonNode.Parse(value)!) : Everything(Plain(i), i));
        var job = Job($$"""{"loss":"{{loss}}"}""", "odd");
        Assert.True(job.Run().Completed);
        Assert.Equal($"pair p2: field '{field}': {message}", Assert.Single(job.Dropped));
        Assert.Throws<PairFormatException>(() => Job($$"""{"loss":"{{loss}}"}""", "strict").Run(strict: true));
    }

    [Theory, MemberData(nameof(Losses))]
    public void OnPlainPairsItTrainsOrNamesTheFieldThatIsMissingBeforeAnythingIsWritten(string name, string json)
    {
        WriteRows(Plain);
        try
        {
            Assert.True(Job(json, "plain").Run(strict: true).Completed, name);
        }
        catch (PairFormatException error)
        {
            var field = Regex.Match(error.Message,
                "^pairs.jsonl: there is no pair to use; pair p0: there is no (text|image|number|number or list of " +
                "numbers) in field '(.+)', which the loss needs$").Groups[2].Value;
            Assert.True(Everything([], 0).ContainsKey(field), error.Message);
            Assert.False(Directory.Exists(At("plain")));
        }
    }

    [Fact]
    public void RowsWithoutTheFieldAreLeftOutAndWithStrictAnError()
    {
        WriteRows(i => i == 2 ? Plain(i) : Everything(Plain(i), i));
        var job = Job("""{"loss":"rebel"}""", "some");
        Assert.True(job.Run().Completed);
        Assert.Equal(["pair p2: there is no number in field 'score_chosen', which the loss needs"], job.Dropped);
        Assert.Contains("(strict): pair p2", Assert.Throws<PairFormatException>(
            () => Job("""{"loss":"rebel"}""", "none").Run(strict: true)).Message);
    }

    [Fact]
    public void NumbersReachTheLossAsTheRowsHaveThem()
    {
        // REBEL at its start: h = 0, so the loss is the mean of the squared differences of the scores.
        WriteRows(i => Everything(Plain(i), i));
        var rows = File.ReadLines(At("pairs.jsonl")).Select(l => JsonNode.Parse(l)!).ToArray();
        var expected = rows.Average(r => Math.Pow((double)r["score_chosen"]! - (double)r["score_rejected"]!, 2));
        Assert.Equal(expected, Job("""{"loss":"rebel"}""", "out").Run()["loss"][0], 1e-6);
    }

    [Fact]
    public void ChangedNumbersAreAnotherTraining()
    {
        WriteRows(i => Everything(Plain(i), i));
        Job("""{"loss":"rebel"}""", "out").Run();
        WriteRows(i => Everything(Plain(i), i + 1));
        Assert.Contains("of another training", Assert.Throws<ResearchKit.Models.ModelFormatException>(
            () => Job("""{"loss":"rebel"}""", "out").Run(resume: true)).Message);
    }

    [Fact]
    public void ThePolicyThatSampledIsTheStartUnlessTheRowsSayOtherwise()
    {
        // At the start every ratio is 1: the loss is minus the mean advantage.
        WriteRows(i => Everything(Plain(i), i, old: false));
        var advantage = File.ReadLines(At("pairs.jsonl")).Average(l => (double)JsonNode.Parse(l)!["advantage_sample"]!);
        Assert.Equal(-advantage, Job("""{"loss":"gspo"}""", "computed").Run()["loss"][0], 1e-6);
        WriteRows(i => Everything(Plain(i), i, old: true));
        Assert.NotEqual(-advantage, Job("""{"loss":"gspo"}""", "given").Run()["loss"][0], 1e-3);
        WriteRows(i => Everything(Plain(i), i).With("old_sample", new JsonArray(-1, -2)));
        Assert.Contains("field 'old_sample' has 2 numbers, but the answer has", Assert.Throws<PairFormatException>(
            () => Job("""{"loss":"gspo"}""", "short").Run()).Message);
    }

    [Fact]
    public void ARankingBeginsAndEndsWithThePair()
    {
        WriteRows(Plain);
        var two = Job("""{"loss":"plackett-luce","ranks":2}""", "two").Run();
        var dpo = Job("""{"loss":"dpo"}""", "dpo").Run();
        Assert.Equal(dpo["loss"][0], two["loss"][0], 1e-6);
        Assert.Equal(dpo["loss"][1], two["loss"][1], 1e-4);
    }

    private static JsonObject Plain(int i) => new()
    {
        ["id"] = $"p{i}", ["prompt"] = "what color is it?", ["chosen"] = $"it is {Colors[i % 4]}.",
        ["rejected"] = $"it is {Colors[(i + 1) % 4]}.", ["image"] = $"{i}.png",
        ["rejected_image"] = $"{(i + 1) % 6}.png",
    };

    private static JsonObject Everything(JsonObject row, int i, bool old = false)
    {
        string[] answers = ["rank_2", "rejected_2", "rejected_3", "chosen_2", "gold", "sample", "calibration"];
        foreach (var (k, answer) in answers.Index()) row[answer] = $"it is a {Colors[(i + k) % 4]} wall.";
        row["rejected_image_2"] = $"{(i + 2) % 6}.png";
        string[] columns = ["weight", "reward_margin", "other_margin", "cosine", "score_gap"];
        foreach (var (k, column) in columns.Index()) row[column] = 0.25 + (i + k) % 3 / 4.0;
        string[] numbers = ["score", "relevance", "advantage"];
        foreach (var number in numbers)
            foreach (var (k, answer) in ((string[])["chosen", "rejected", .. answers]).Index())
                row[$"{number}_{answer}"] = ((i + 1) * (k + 2) % 7 - 2) / 4.0 + 1;
        if (old) row["old_sample"] = -1.5;
        return row;
    }

    private void WriteRows(Func<int, JsonObject> row) => File.WriteAllLines(
        At("pairs.jsonl"), Enumerable.Range(0, 6).Select(i => row(i).ToJsonString()));

    private LlavaTrainingJob Job(string loss, string output)
    {
        var path = At($"{output}.json");
        File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $$"""
            {"model": "start", "pairs": "pairs.jsonl", "out": "{{output}}", "loss": {{loss}}, "steps": 2,
             "learning_rate": 1e-3, "batch_size": 6, "slice_size": 6, "record_every": 1}
            """));
        return new(LlavaTrainingConfig.Read(path));
    }

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);
}

/// <summary>A JSON object with one more field.</summary>
internal static class RowBuilding
{
    public static JsonObject With(this JsonObject row, string field, JsonNode value)
    {
        row[field] = value;
        return row;
    }
}

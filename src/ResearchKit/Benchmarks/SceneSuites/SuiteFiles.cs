using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ResearchKit.Benchmarks.Pope;
using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>A suite in the official file formats.</summary>
internal static class SuiteFiles
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true, IndentSize = 1, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions OneLine = new(Layout) { WriteIndented = false };

    public static string Write(SceneSuite suite, string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["amber/annotations.json"] = Json(AmberAnnotations(suite)),
            ["amber/query_all.json"] = Json(AmberQueries(suite)),
            ["amber/relation.json"] =
            Json(Enum.GetValues<Category>().ToDictionary(c => c.Noun(), _ => Array.Empty<string>())),
            ["amber/safe_words.txt"] = "",
            ["chair/instances.json"] = Json(Instances(suite)),
            ["chair/captions.json"] = Json(Captions(suite)),
            ["chair/synonyms.txt"] = string.Concat(Enum.GetValues<Category>().Select(c => c.Noun() + "\n")),
            ["mmhal/template.json"] = Json(suite.OpenQuestions.Select(q => new
            {
                QuestionType = q.Type, QuestionTopic = "scene", ImageId = SceneSuite.ImageName(q.Scene),
                ImageContent = suite.Scenes[q.Scene].Objects.Select(o => o.Category.Noun()).Distinct(),
                Question = q.Text, GtAnswer = q.Truth, ModelAnswer = "",
            })),
        };
        foreach (var (strategy, questions) in suite.Pope)
            files[$"pope/scenes_pope_{strategy.ToString().ToLowerInvariant()}.json"] = Lines(questions);
        var hashes = files.ToDictionary(f => f.Key, f => Hash(f.Value));
        var all = Hash(string.Concat(hashes.Select(h => $"{h.Value}  {h.Key}\n")));
        files["suite.json"] =
            Json(new { SceneSuite.Version, suite.Seed, Scenes = suite.Scenes.Count, Sha256 = all, Files = hashes });
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, text);
        }
        return all;
    }

    /// <summary>Rows as JSON lines, for answers.</summary>
    public static string Lines<T>(IEnumerable<T> rows) =>
        string.Concat(rows.Select(r => JsonSerializer.Serialize(r, OneLine) + "\n"));

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, Layout) + "\n";

    private static IEnumerable<object> AmberAnnotations(SceneSuite suite) =>
    [
        .. suite.Scenes.Select((s, i) => new
        {
            Id = i + 1, Type = "generative", Truth = s.Objects.Select(o => o.Category.Noun()).Distinct(),
            Hallu = AmberShape.Expected(s).Select(c => c.Noun()),
        }),
        .. suite.Questions.Select(q => new { q.Id, q.Type, Truth = q.Question.Answer ? "yes" : "no" }),
    ];

    private static IEnumerable<object> AmberQueries(SceneSuite suite) =>
    [
        .. suite.Scenes.Select((_, i) =>
            new { Id = i + 1, Image = SceneSuite.ImageName(i), Query = "Describe this image." }),
        .. suite.Questions.Select(q => new { q.Id, Image = SceneSuite.ImageName(q.Scene), Query = q.Question.Text }),
    ];

    private static object Instances(SceneSuite suite) => new
    {
        Images = Images(suite),
        Annotations = suite.Scenes.SelectMany((s, i) =>
            s.Objects.Select((o, k) => (Scene: i, Object: o, Box: s.BoxOf(k)))).Select((a, n) => new
            {
                Id = n + 1, ImageId = a.Scene + 1, CategoryId = (int)a.Object.Category + 1,
                Bbox = new[] { a.Box.X, a.Box.Y, a.Box.Width, a.Box.Height }, Area = a.Box.Width * a.Box.Height,
                Iscrowd = 0,
            }),
        Categories = Enum.GetValues<Category>().Select(c => new { Id = (int)c + 1, Name = c.Noun() }),
    };

    private static object Captions(SceneSuite suite) => new
    {
        Images = Images(suite),
        Annotations = suite.Scenes.Select((s, i) => new
        {
            Id = i + 1, ImageId = i + 1, Caption = CaptionWriter.Write(s, new SeededRandom(i)).Text,
        }),
    };

    private static IEnumerable<object> Images(SceneSuite suite) =>
        suite.Scenes.Select((s, i) => new { Id = i + 1, FileName = SceneSuite.ImageName(i), s.Width, s.Height });

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

using System.Collections.Concurrent;
using ResearchKit.Benchmarks.SceneSuites;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Experiments.Statistics;

namespace ResearchKit.Experiments.Benchmarking;

/// <summary>
/// Several responders answer one suite of drawn scenes; their answer files are scored by the code that scores published
/// ones. The files lie in a temporary folder and go with the lab, at the latest when the process ends: a notebook does
/// not dispose what it declares.
/// </summary>
public sealed class BenchmarkLab : IDisposable
{
    private static readonly (string Benchmark, string Answers, (string Name, string Path)[] Inputs)[] Files =
    [
        ("amber", "amber.json",
            [("annotations", "amber/annotations.json"), ("association", "amber/relation.json"),
                ("safe-words", "amber/safe_words.txt")]),
        ("chair", "chair.jsonl", [("annotations", "chair"), ("synonyms", "chair/synonyms.txt")]),
        ("objhal", "chair.jsonl", [("annotations", "chair"), ("synonyms", "chair/synonyms.txt")]),
        ("pope", "pope_adversarial.jsonl", [("annotations", "pope/scenes_pope_adversarial.json")]),
        ("mmhal", "mmhal.json", [("annotations", "mmhal/template.json")]),
    ];

    private static readonly ConcurrentDictionary<string, bool> Folders = new(StringComparer.Ordinal);

    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-benchmarks-").FullName;
    private readonly Dictionary<(string Arm, string Benchmark), EvaluationResult> _results = [];
    private readonly Dictionary<(string Arm, string Benchmark), IReadOnlyList<MetricInterval>> _intervals = [];

    static BenchmarkLab() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var folder in Folders.Keys) Remove(folder);
    };

    /// <summary>Draws a suite of scenes.</summary>
    /// <param name="scenes">Number of scenes, at least 20.</param>
    /// <param name="seed">The suite's seed.</param>
    public BenchmarkLab(int scenes, int seed) : this(SceneSuite.Generate(scenes, seed))
    {
    }

    /// <summary>Takes a suite of scenes.</summary>
    public BenchmarkLab(SceneSuite suite)
    {
        Suite = suite;
        Folders[_folder] = true;
        Version = Suite.Write(_folder);
    }

    /// <summary>The suite.</summary>
    public SceneSuite Suite { get; }

    /// <summary>SHA-256 over the suite's files.</summary>
    public string Version { get; }

    /// <summary>The responders that have answered, in order.</summary>
    public IReadOnlyList<string> Arms => [.. _results.Keys.Select(k => k.Arm).Distinct()];

    /// <summary>Lets a responder answer everything and scores its answers.</summary>
    public BenchmarkLab Answer(string arm, ISceneResponder responder)
    {
        var answers = Path.Combine(_folder, $"answers-{_results.Count}");
        SceneAnswers.Write(Suite, responder, answers);
        foreach (var (name, file, inputs) in Files)
        {
            var paths = inputs.Select(i => (i.Name, Path.Combine(_folder, i.Path)));
            if (name == "mmhal") paths = paths.Append(("replies", Path.Combine(answers, "mmhal_replies.jsonl")));
            var result =
                Evaluation.Run(BenchmarkCatalogue.Find(name), new BenchmarkInputs(paths), Path.Combine(answers, file));
            _results[(arm, name)] = result;
            _intervals[(arm, name)] = ClusterBootstrap.Intervals(result.Answers, resamples: 500);
        }
        return this;
    }

    /// <summary>An arm's score.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="benchmark">The benchmark's name: <c>amber</c>.</param>
    public EvaluationResult Result(string arm, string benchmark) => _results[(arm, benchmark)];

    /// <summary>A metric of an arm with its interval over images.</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="benchmark">The benchmark's name: <c>amber</c>.</param>
    /// <param name="metric">The metric's key: <c>existence_f1</c>.</param>
    public MetricInterval this[string arm, string benchmark, string metric] =>
        _intervals[(arm, benchmark)].Single(i => i.Metric.Key == metric);

    /// <summary>A cell of a table: <c>17.1 [15.2, 19.0]</c>.</summary>
    public string Cell(string arm, string benchmark, string metric, int decimals = 1)
    {
        var i = this[arm, benchmark, metric];
        return $"{Text(i.Metric.Value)} [{Text(i.Low)}, {Text(i.High)}]";

        string Text(double value) => value.ToString("F" + decimals, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Folders.TryRemove(_folder, out _)) Remove(_folder);
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system clears its temporary folder itself.
        }
    }
}

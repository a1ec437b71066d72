using System.Text.Json;
using ResearchKit.Benchmarks.Scoring;

namespace ResearchKit.Tests.Benchmarks;

/// <summary>Files of the benchmark tests, and files written for one test.</summary>
internal static class BenchmarkFixtures
{
    private static readonly string Root = FindRoot();

    /// <summary>A file that an <c>expected_*.py</c> beside the tests has written.</summary>
    public static string Of(string benchmark, string file) =>
        Path.Combine(Root, "tests", "ResearchKit.Tests", "Benchmarks", benchmark, "Fixtures", file);

    /// <summary>The expected numbers of an answer file.</summary>
    public static Dictionary<string, string> Expected(string benchmark, string name) =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(
            File.ReadAllText(Of(benchmark, "expected.json")))![name];

    /// <summary>Scores an answer file with the benchmark's annotation file or others.</summary>
    public static EvaluationResult Score(
        string benchmark, string answers, ScoringMode mode = ScoringMode.Official, bool strict = false,
        params (string Name, string Path)[] inputs) =>
        Evaluation.Run(BenchmarkCatalogue.Find(benchmark), new BenchmarkInputs(inputs), answers, mode, strict);

    /// <summary>A file that is gone when the test ends.</summary>
    public sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text, string extension = ".json")
            : this(System.Text.Encoding.UTF8.GetBytes(text), extension)
        {
        }

        public TemporaryFile(byte[] bytes, string extension = ".json")
        {
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName() + extension);
            File.WriteAllBytes(Path, bytes);
        }

        public string Path { get; }

        public void Dispose() => File.Delete(Path);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ResearchKit.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}

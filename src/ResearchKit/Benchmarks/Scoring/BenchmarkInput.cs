using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>A file that a benchmark reads besides the answers.</summary>
/// <param name="Name">What it is called, such as <c>annotations</c>.</param>
/// <param name="Description">What the file holds and where it is published.</param>
/// <param name="Required">Whether there is no scoring without it.</param>
public sealed record BenchmarkInput(string Name, string Description, bool Required);

/// <summary>The paths that were given for a benchmark's inputs.</summary>
public sealed class BenchmarkInputs
{
    private readonly Dictionary<string, string> _paths;

    /// <summary>Paths by the name of the input.</summary>
    public BenchmarkInputs(params IEnumerable<(string Name, string Path)> paths) =>
        _paths = paths.ToDictionary(p => p.Name, p => p.Path);

    /// <summary>The path, or null if none was given.</summary>
    public string? Optional(string name) => _paths.GetValueOrDefault(name);

    /// <summary>The path.</summary>
    /// <exception cref="BenchmarkException">None was given.</exception>
    public string Required(string name) =>
        Optional(name) ?? throw new BenchmarkException($"the input '{name}' is needed: the file's path");
}

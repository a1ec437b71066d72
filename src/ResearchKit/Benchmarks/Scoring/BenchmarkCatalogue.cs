using ResearchKit.Benchmarks.Reading;

namespace ResearchKit.Benchmarks.Scoring;

/// <summary>All benchmarks of this library, found by their type.</summary>
public static class BenchmarkCatalogue
{
    /// <summary>The benchmarks in the order of their names.</summary>
    public static IReadOnlyList<IBenchmark> All { get; } =
    [
        .. typeof(BenchmarkCatalogue).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(typeof(IBenchmark)))
            .Select(t => (IBenchmark)Activator.CreateInstance(t)!).OrderBy(b => b.Name, StringComparer.Ordinal),
    ];

    /// <summary>The benchmark of a name.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static IBenchmark Find(string name) =>
        All.FirstOrDefault(b => b.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BenchmarkException(
            $"there is no benchmark '{name}'; there are {string.Join(", ", All.Select(b => b.Name))}");
}

namespace Benchmarks;

/// <summary>The rows of the table, in its order.</summary>
internal static class AllRows
{
    public static IReadOnlyList<Row> List { get; } =
    [
        .. MatmulRows.All(), .. ElementwiseRows.All(), .. ReductionRows.All(), .. ConvolutionRows.All(),
        .. TrainingRows.All(), .. VisionLanguageRows.All(),
    ];
}

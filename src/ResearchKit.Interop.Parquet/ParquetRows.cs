using ResearchKit.Pairs;

namespace ResearchKit.Interop.Parquet;

/// <summary>
/// Reads preference pairs from Parquet files as they lie on the Hugging Face Hub (RLAIF-V, LLaVA, TRL): columns named
/// as the fields of the JSON formats, images as structs of <c>bytes</c> and <c>path</c>, compressed by Snappy, Zstd or
/// Gzip. One row group is in memory at a time. The package is loaded with the first such file.
/// </summary>
public sealed class ParquetRows : IRowReader
{
    /// <inheritdoc/>
    public string Format => "Parquet";

    /// <inheritdoc/>
    public bool Accepts(ReadOnlySpan<byte> start) => start.StartsWith("PAR1"u8);

    /// <inheritdoc/>
    public IEnumerable<FileRow> Read(string path, bool withImages) => ParquetFile.Rows(path, withImages);
}

using System.Text.Json;

namespace ResearchKit.Pairs;

/// <summary>
/// Reads rows of preference data from files that are not JSON. The library has none:
/// <c>ResearchKit.Interop.Parquet</c> brings one, and <see cref="RowReaders.Register"/> makes <see cref="PairFile"/>
/// use it.
/// </summary>
public interface IRowReader
{
    /// <summary>The kind of file, as messages name it: <c>Parquet</c>.</summary>
    string Format { get; }

    /// <summary>Whether the bytes begin as such a file does.</summary>
    bool Accepts(ReadOnlySpan<byte> start);

    /// <summary>The rows one by one, in their order, without holding the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="withImages">False leaves <see cref="FileRow.Image"/> null, which is much faster.</param>
    /// <exception cref="PairFormatException">The file is damaged as a whole.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    IEnumerable<FileRow> Read(string path, bool withImages);
}

/// <summary>A row of a file of preference data, in any of the formats that <see cref="Formats.PairFormat"/>
/// knows.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Fields">Its fields as an object; null if the row cannot be read.</param>
public sealed record FileRow(int Number, JsonElement? Fields)
{
    /// <summary>Why the row cannot be read; null if it can.</summary>
    public string? Problem { get; init; }

    /// <summary>The image's file, if it stands in the row itself.</summary>
    public byte[]? Image { get; init; }

    /// <summary>The rejected image's file, if it stands in the row itself.</summary>
    public byte[]? RejectedImage { get; init; }
}

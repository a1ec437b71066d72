using System.Text;
using System.Text.Json.Nodes;
using Parquet.Data;
using Parquet.Schema;

namespace ResearchKit.Interop.Parquet;

/// <summary>A column of a row group, read from its first entry to its last.</summary>
/// <remarks>
/// Parquet stores a column as values and two levels for each entry (Dremel, Melnik et al. 2010): how much of the path
/// to the value is defined, and at which list of the path the entry goes on (0 begins a row).
/// </remarks>
internal sealed class ColumnCursor(DataField schema, RawColumnData column) : IDisposable
{
    private int _entry, _value;

    /// <summary>How much of the path of this entry is defined.</summary>
    public int Definition => schema.MaxDefinitionLevel == 0 ? 0 : column.DefinitionLevels[_entry];

    /// <summary>The list that the entry continues; 0 at the column's end.</summary>
    public int Repetition =>
        schema.MaxRepetitionLevel == 0 || _entry == column.RepetitionLevels.Length ? 0
        : column.RepetitionLevels[_entry];

    /// <summary>Goes to the next entry.</summary>
    /// <returns>The index of this entry's value; -1 if it has none.</returns>
    public int Next()
    {
        var defined = Definition == schema.MaxDefinitionLevel;
        _entry++;
        return defined ? _value++ : -1;
    }

    /// <summary>A value as JSON; null for types that no format has, and for numbers that JSON has not.</summary>
    public JsonNode? Json(int index) => column switch
    {
        RawColumnData<ReadOnlyMemory<char>> texts => texts.Values[index].ToString(),
        // a text without its mark
        RawColumnData<ReadOnlyMemory<byte>> bytes => Encoding.UTF8.GetString(bytes.Values[index].Span),
        RawColumnData<bool> truths => truths.Values[index],
        RawColumnData<int> numbers => numbers.Values[index],
        RawColumnData<long> numbers => numbers.Values[index],
        RawColumnData<decimal> numbers => numbers.Values[index],
        RawColumnData<float> numbers when float.IsFinite(numbers.Values[index]) => numbers.Values[index],
        RawColumnData<double> numbers when double.IsFinite(numbers.Values[index]) => numbers.Values[index],
        _ => null,
    };

    /// <summary>A copy of the bytes of a value; null if the column has none.</summary>
    public byte[]? Bytes(int index) => (column as RawColumnData<ReadOnlyMemory<byte>>)?.Values[index].ToArray();

    /// <inheritdoc/>
    public void Dispose() => column.Dispose();
}

using Parquet;
using Parquet.Schema;

namespace ResearchKit.Interop.Parquet;

/// <summary>The columns of a row group that are read.</summary>
/// <param name="withImages">False leaves the bytes of images in the file.</param>
internal sealed class ColumnCursors(bool withImages) : IDisposable
{
    private readonly Dictionary<FieldPath, ColumnCursor> _cursors = [];

    /// <summary>Whether the bytes of images are read.</summary>
    public bool WithImages => withImages;

    /// <summary>An image as the datasets library stores it: a struct of its bytes and its path, of which one may be
    /// null.</summary>
    public static bool IsImage(Field field) =>
        field is StructField { Fields: var parts } && parts.Any(p => p.Name == "bytes")
        && parts.Any(p => p.Name == "path");

    /// <summary>Reads the columns of a field, those of what it contains included.</summary>
    public void Open(ParquetRowGroupReader rows, Field field)
    {
        if (field is DataField column)
            _cursors[field.Path] =
                new(column, rows.ReadRawColumnDataBaseAsync(column).AsTask().GetAwaiter().GetResult());
        foreach (var child in Children(field))
            if (withImages || !IsImage(field) || child.Name != "bytes") Open(rows, child);
    }

    /// <summary>The cursor of a column; null if it is not read.</summary>
    public ColumnCursor? Of(Field column) => _cursors.GetValueOrDefault(column.Path);

    /// <summary>All cursors under a field.</summary>
    public IEnumerable<ColumnCursor> Under(Field field) =>
        Of(field) is { } cursor ? [cursor] : Children(field).SelectMany(Under);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cursor in _cursors.Values) cursor.Dispose();
    }

    private static IReadOnlyList<Field> Children(Field field) => field switch
    {
        StructField parts => parts.Fields,
        ListField list => [list.Item],
        _ => [], // a map inside a struct or list: no format has one
    };
}

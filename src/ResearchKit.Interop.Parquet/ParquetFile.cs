using System.Text.Json;
using System.Text.Json.Nodes;
using Parquet;
using Parquet.Schema;
using ResearchKit.Pairs;

namespace ResearchKit.Interop.Parquet;

/// <summary>The rows of a file, group by group.</summary>
internal static class ParquetFile
{
    public static IEnumerable<FileRow> Rows(string path, bool withImages)
    {
        using var file = File.OpenRead(path);
        var reader = Open(path, file);
        try
        {
            Field[] columns = [.. reader.Schema.Fields.Where(f => f.SchemaType != SchemaType.Map)];
            var number = 0;
            for (var group = 0; group < reader.RowGroupCount; group++)
                foreach (var row in Rows(reader, group, columns, withImages, number))
                {
                    number = row.Number;
                    yield return row;
                }
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static ParquetReader Open(string path, Stream file)
    {
        try
        {
            return ParquetReader.CreateAsync(file).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or UnauthorizedAccessException))
        {
            throw new PairFormatException(
                $"{path}: the Parquet file is damaged or cut short: its footer cannot be read");
        }
    }

    private static IEnumerable<FileRow> Rows(
        ParquetReader reader, int group, Field[] fields, bool withImages, int before)
    {
        using var rows = reader.OpenRowGroupReader(group);
        using var cursors = new ColumnCursors(withImages);
        string? problem = null;
        try
        {
            foreach (var field in fields) cursors.Open(rows, field);
        }
        // A damaged page reaches whatever its decompressor and decoder throw. Other groups can still be read.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            problem = FormattableString.Invariant($"row group {group + 1} of the Parquet file is damaged");
        }
        for (var i = 1; i <= rows.RowCount; i++)
            yield return problem is null ? Row(fields, cursors, before + i)
                : new(before + i, null) { Problem = problem };
    }

    private static FileRow Row(Field[] fields, ColumnCursors cursors, int number)
    {
        var assembler = new RowAssembler(cursors, number);
        var row = new JsonObject();
        foreach (var field in fields) row[field.Name] = assembler.Read(field);
        return new(number, JsonSerializer.SerializeToElement(row))
        {
            Image = assembler.Image("image") ?? assembler.Image("images"),
            RejectedImage = assembler.Image("rejected_image"),
        };
    }
}

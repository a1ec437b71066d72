using Deedle;
using ResearchKit.Figures;

namespace ResearchKit.Interop.Deedle;

/// <summary>What notebooks show of a frame: its first rows as a table, and under what names and types it has
/// columns.</summary>
[TypeFormatterSource(typeof(FrameFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.PlainText])]
public sealed class FrameDisplay
{
    /// <summary>Rows that are shown.</summary>
    public const int MaxRows = 20;

    private FrameDisplay(Table table) => Table = table;

    /// <summary>The first rows, with a caption that counts all and names the types.</summary>
    public Table Table { get; }

    /// <summary>The display of a frame; the value itself if it is none.</summary>
    public static object Of(object value) =>
        value is IFrame frame ? new FrameDisplay(frame.Apply(new FirstRows())) : value;

    private sealed class FirstRows : IFrameOperation<Table>
    {
        public Table Invoke<TRow, TColumn>(Frame<TRow, TColumn> frame) where TRow : notnull where TColumn : notnull
        {
            var types =
                frame.ColumnKeys.Zip(frame.ColumnTypes, (key, type) => $"{FrameTables.Text(key)} {TypeName(type)}");
            var part = frame.RowCount > MaxRows ? $"The first {MaxRows} of " : "";
            var caption = FormattableString.Invariant($"{part}{frame.RowCount} rows, {frame.ColumnCount} columns: ");
            return frame.ToTable("frame", MaxRows).WithCaption(caption + string.Join(", ", types));
        }
    }

    private static string TypeName(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Double => "double",
        TypeCode.Single => "float",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Boolean => "bool",
        TypeCode.String => "string",
        _ => type.Name,
    };
}

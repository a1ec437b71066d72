using System.Reflection;
using Deedle;
using ResearchKit.Figures;

namespace ResearchKit.Interop.Deedle;

/// <summary>What notebooks show of a frame or a series: its first rows as a table, and under what names and types it
/// has columns.</summary>
[TypeFormatterSource(typeof(FrameFormatterSource), PreferredMimeTypes = [Mime.Html, Mime.PlainText])]
public sealed class FrameDisplay
{
    /// <summary>Rows that are shown.</summary>
    public const int MaxRows = 20;

    private static readonly MethodInfo SeriesDisplay =
        typeof(FrameDisplay).GetMethod(nameof(OfSeries), BindingFlags.NonPublic | BindingFlags.Static)!;

    private FrameDisplay(Table table) => Table = table;

    /// <summary>The first rows, with a caption that counts all and names the types.</summary>
    public Table Table { get; }

    /// <summary>The display of a frame or series; the value itself if it is none.</summary>
    public static object Of(object value) => value switch
    {
        IFrame frame => new FrameDisplay(frame.Apply(new FirstRows())),
        _ when SeriesType(value) is { } type =>
            SeriesDisplay.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [value])!,
        _ => value,
    };

    // A row or column of a frame is a series of objects; all its rows are a series of series, which is no table.
    private static Type? SeriesType(object value)
    {
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ObjectSeries<>)) type = type.BaseType!;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Series<,>) ? type : null;
    }

    private static FrameDisplay OfSeries<TKey, TValue>(Series<TKey, TValue> series) where TKey : notnull
    {
        var frame = Frame.FromColumns(new[] { KeyValuePair.Create("value", series) });
        var part = series.KeyCount > MaxRows ? $"The first {MaxRows} of " : "";
        return new(frame.ToTable("series", MaxRows).WithCaption(FormattableString.Invariant(
            $"{part}{series.KeyCount} rows of {TypeName(typeof(TValue))}")));
    }

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

    private static string TypeName(Type type) => type.IsEnum ? type.Name : Type.GetTypeCode(type) switch
    {
        TypeCode.Double => "double",
        TypeCode.Single => "float",
        TypeCode.Int32 => "int",
        TypeCode.Int64 => "long",
        TypeCode.Boolean => "bool",
        TypeCode.String => "string",
        _ => Nullable.GetUnderlyingType(type) is { } value ? TypeName(value) + "?" : type.Name,
    };
}

using System.Globalization;
using System.Reflection;
using Deedle;

namespace ResearchKit.Interop.Deedle;

/// <summary>Frames from typed records, and typed records from frames.</summary>
public static class FrameRecords
{
    /// <summary>One row for each record, one column for each public property; null and NaN are missing.</summary>
    public static Frame<int, string> ToFrame<T>(this IEnumerable<T> records) => Frame.FromRecords(records);

    /// <summary>
    /// One record for each row: the constructor with the most parameters, each from the column of its name (case does
    /// not count) or its default value if there is no such column. Missing values become null, or NaN for numbers that
    /// have one.
    /// </summary>
    /// <exception cref="ArgumentException">A column is missing, or a value is missing or of another type.</exception>
    public static IReadOnlyList<T> ToRecords<T, TRow>(this Frame<TRow, string> frame) where TRow : notnull
    {
        var constructor = typeof(T).GetConstructors().MaxBy(c => c.GetParameters().Length)
            ?? throw new ArgumentException($"{typeof(T).Name} has no public constructor");
        var parameters = constructor.GetParameters();
        var names = frame.ColumnKeys.ToList();
        var columns = Array.ConvertAll(parameters, p =>
            names.FindIndex(n => string.Equals(n, p.Name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var i
                ? frame.Columns.GetAt(i)
                : p.HasDefaultValue ? null : throw new ArgumentException(
                    $"{typeof(T).Name} needs a column '{p.Name}'; the frame has {string.Join(", ", names)}"));
        var records = new T[frame.RowCount];
        for (var row = 0; row < records.Length; row++)
        {
            var values = new object?[parameters.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = columns[i] is { } column ? Value(column.TryGetAt(row), parameters[i], row)
                    : parameters[i].DefaultValue;
            records[row] = (T)constructor.Invoke(values);
        }
        return records;
    }

    private static object? Value(OptionalValue<object> cell, ParameterInfo parameter, int row)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (!cell.HasValue)
        {
            if (type != parameter.ParameterType || !type.IsValueType) return null;
            return type == typeof(double) ? double.NaN : type == typeof(float) ? (object)float.NaN
                : throw new ArgumentException(
                    $"row {row} has no value in column '{parameter.Name}', which is {type.Name}");
        }
        try
        {
            return type.IsInstanceOfType(cell.Value) ? cell.Value
                : type.IsEnum ? Enum.Parse(type, FrameTables.Text(cell.Value))
                : Convert.ChangeType(cell.Value, type, CultureInfo.InvariantCulture);
        }
        catch (Exception e)
        when (e is InvalidCastException or FormatException or OverflowException or ArgumentException)
        {
            throw new ArgumentException(
                $"row {row}: '{FrameTables.Text(cell.Value)}' in column '{parameter.Name}' is no {type.Name}", e);
        }
    }
}

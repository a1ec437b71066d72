using System.Globalization;
using System.Text;
using Deedle;

namespace ResearchKit.Interop.Deedle;

/// <summary>Frames to and from CSV, the same text in every culture: comma, point, missing values empty.</summary>
public static class FrameCsv
{
    /// <summary>The columns under a line of their names.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="rowKeys">The name of a first column with the row keys; without them if null.</param>
    public static string ToCsv<TRow, TColumn>(this Frame<TRow, TColumn> frame, string? rowKeys = null)
        where TRow : notnull where TColumn : notnull
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        frame.SaveCsv(text, includeRowKeys: rowKeys is not null, keyNames: rowKeys is null ? null : [rowKeys],
            culture: CultureInfo.InvariantCulture);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Reads what <see cref="ToCsv"/> writes; a column's type follows from all of its values.</summary>
    /// <param name="csv">The text, not a path.</param>
    public static Frame<int, string> Read(string csv)
    {
        const char mark = '\uFEFF'; // of the byte order, which some programs begin a file with
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv.TrimStart(mark)));
        return Frame.ReadCsv(stream, inferRows: 0, culture: "");
    }
}

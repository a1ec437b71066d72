using System.Globalization;
using System.Text;
using Deedle;

namespace ResearchKit.Interop.Deedle;

/// <summary>Frames to and from CSV, the same text in every culture: comma, point, missing values empty.</summary>
public static class FrameCsv
{
    /// <summary>The columns, without row keys, under a line of their names.</summary>
    public static string ToCsv<TRow, TColumn>(this Frame<TRow, TColumn> frame) where TRow : notnull
        where TColumn : notnull
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        frame.SaveCsv(text, includeRowKeys: false, culture: CultureInfo.InvariantCulture);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Reads what <see cref="ToCsv"/> writes; a column's type follows from its values.</summary>
    /// <param name="csv">The text, not a path.</param>
    public static Frame<int, string> Read(string csv)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return Frame.ReadCsv(stream, culture: "");
    }
}

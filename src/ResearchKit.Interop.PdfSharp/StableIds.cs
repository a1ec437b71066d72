using System.Text;
using System.Text.RegularExpressions;

namespace ResearchKit.Interop.PdfSharp;

/// <summary>
/// PDFsharp draws the tags of embedded fonts, the document's ids and those of its metadata at random. Here they are
/// replaced by fixed ones of the same length, so that no offset moves and the same figure gives the same bytes.
/// </summary>
internal static partial class StableIds
{
    public static byte[] In(byte[] pdf)
    {
        // Latin-1 maps every byte to one character and back.
        var text = Encoding.Latin1.GetString(pdf);
        var tags = new Dictionary<string, string>();
        text = FontTag().Replace(text, m =>
        {
            var tag = m.Groups[2].Value;
            if (!tags.TryGetValue(tag, out var stable))
                tags[tag] = stable = "AAAAA" + (char)('A' + tags.Count);
            return m.Groups[1].Value + stable + "+";
        });
        text = Uuid().Replace(text, "uuid:00000000-0000-0000-0000-000000000000");
        text = DocumentId().Replace(text, m => Digits().Replace(m.Value, "0"));
        return Encoding.Latin1.GetBytes(text);
    }

    [GeneratedRegex(@"(/(?:FontName|BaseFont)/)([A-Z]{6})\+")]
    private static partial Regex FontTag();

    [GeneratedRegex("uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"/ID\[<[0-9A-F]{32}><[0-9A-F]{32}>\]")]
    private static partial Regex DocumentId();

    [GeneratedRegex("[0-9A-F](?=[0-9A-F]*>)")]
    private static partial Regex Digits();
}

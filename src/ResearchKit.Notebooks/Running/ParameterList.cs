using System.Text;
using System.Text.Json;

namespace ResearchKit.Notebooks.Running;

/// <summary>Takes a list that was typed on the command line apart, as papermill's YAML would.</summary>
internal static class ParameterList
{
    /// <summary>
    /// The items: of a JSON list, texts without their quotation marks; of anything else what commas separate, with or
    /// without brackets and single or double quotation marks. Null for an item null of JSON.
    /// </summary>
    public static IReadOnlyList<string?> Items(string text)
    {
        if (text.StartsWith('[') && Json(text) is { } items) return items;
        return Separated(text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text);
    }

    private static List<string?>? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray().Select(e => e.ValueKind switch
            {
                JsonValueKind.String => e.GetString(),
                JsonValueKind.Null => null,
                _ => e.GetRawText(),
            })];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not quoted, or quoted as YAML allows
        }
    }

    private static List<string?> Separated(string text)
    {
        var items = new List<string?>();
        var item = new StringBuilder();
        var (quote, quoted, depth) = ('\0', false, 0);
        foreach (var c in text)
        {
            if (quote != '\0')
            {
                if (c == quote) quote = '\0';
                else item.Append(c);
            }
            else if (c is '\'' or '"' && item.ToString().Trim().Length == 0)
            {
                item.Clear();
                (quote, quoted) = (c, true);
            }
            else if (c == ',' && depth == 0) End();
            else
            {
                depth += c switch { '[' => 1, ']' => -1, _ => 0 };
                item.Append(c);
            }
        }
        End();
        return items;

        void End()
        {
            var read = quoted ? item.ToString() : item.ToString().Trim();
            if (quoted || read.Length > 0) items.Add(read);
            item.Clear();
            quoted = false;
        }
    }
}

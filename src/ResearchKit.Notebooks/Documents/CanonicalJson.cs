using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Documents;

/// <summary>
/// JSON text as Jupyter writes it: one space of indent, LF, non-ASCII characters as they are, keys in the order of
/// the object. System.Text.Json's own writer escapes characters outside the Basic Multilingual Plane, so it cannot
/// give a notebook back byte for byte.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The text of <paramref name="node"/> with <paramref name="indent"/> spaces per level, without a final
    /// newline.</summary>
    public static string Write(JsonNode? node, int indent = 1)
    {
        var text = new StringBuilder();
        Append(text, node, indent, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node, int indent, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                text.Append('{');
                var firstProperty = true;
                foreach (var (name, value) in map)
                {
                    Separate(text, ref firstProperty, indent, depth + 1);
                    AppendString(text, name);
                    text.Append(": ");
                    Append(text, value, indent, depth + 1);
                }

                NewLine(text, indent, depth);
                text.Append('}');
                break;
            case JsonArray { Count: > 0 } list:
                text.Append('[');
                var firstItem = true;
                foreach (var item in list)
                {
                    Separate(text, ref firstItem, indent, depth + 1);
                    Append(text, item, indent, depth + 1);
                }

                NewLine(text, indent, depth);
                text.Append(']');
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case null:
                text.Append("null");
                break;
            default:
                // Numbers keep the digits they were read with; empty containers are {} and [].
                text.Append(node.ToJsonString());
                break;
        }
    }

    private static void Separate(StringBuilder text, ref bool first, int indent, int depth)
    {
        if (!first) text.Append(',');
        first = false;
        NewLine(text, indent, depth);
    }

    private static void NewLine(StringBuilder text, int indent, int depth) =>
        text.Append('\n').Append(' ', indent * depth);

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            var _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}

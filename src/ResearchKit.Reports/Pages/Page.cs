using System.Net;
using System.Reflection;
using System.Text;

namespace ResearchKit.Reports.Pages;

/// <summary>What all pages of the report have: the head, the style sheet, the way back.</summary>
internal static class Page
{
    /// <summary>Text as it stands in HTML, also between quotation marks.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A whole page.</summary>
    /// <param name="title">For the browser's tab.</param>
    /// <param name="navigation">Links, each an address and a text.</param>
    /// <param name="main">The content.</param>
    /// <param name="scripts">Addresses of scripts, in order.</param>
    public static string Html(
        string title, IEnumerable<(string Address, string Text)> navigation, string main, params string[] scripts)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append($"<title>{Text(title)}</title>\n<link rel=\"stylesheet\" href=\"assets/report.css\">\n</head>\n")
            .Append("<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header class=\"top\">\n")
            .Append("<nav aria-label=\"Report\">\n");
        foreach (var (address, text) in navigation) page.Append($"<a href=\"{Text(address)}\">{Text(text)}</a>\n");
        page.Append($"</nav>\n</header>\n<main id=\"main\" tabindex=\"-1\">\n{main}</main>\n");
        foreach (var script in scripts) page.Append($"<script src=\"{Text(script)}\"></script>\n");
        return page.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>A style sheet or script of this assembly.</summary>
    public static string Asset(string name)
    {
        using var reader = new StreamReader(
            Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing."));
        return reader.ReadToEnd();
    }
}

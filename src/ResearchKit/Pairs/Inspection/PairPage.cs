using System.Globalization;
using System.Net;
using System.Text;

namespace ResearchKit.Pairs.Inspection;

/// <summary>
/// One HTML page, complete in itself, that shows pairs side by side: both images, what was tried, both responses with
/// the words that differ, and how each pair came about.
/// </summary>
public static class PairPage
{
    /// <summary>Writes the page. It appears under its name only when it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="collection">The pairs.</param>
    /// <param name="limit">Most pairs to show, from the first; the statistics count all.</param>
    /// <returns>The number of pairs shown, and the statistics.</returns>
    /// <exception cref="PairFormatException">The pairs cannot be read.</exception>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static (int Shown, PairStatistics Statistics) Write(string path, PairCollection collection, int limit)
    {
        var statistics = PairStatistics.Of(collection);
        var shown = 0;
        AtomicFile.Write(path, file =>
        {
            using var page = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            Head(page, collection, statistics, Math.Min(limit, statistics.Load.Kept));
            foreach (var (pair, record) in collection.Pairs(new(), withImages: true)
                .Take(limit)) PairArticle.Write(page, collection, pair, record, ++shown);
            page.WriteLine(
                "<footer>Keys: <kbd>j</kbd> next pair, <kbd>k</kbd> previous, <kbd>o</kbd> outlines, <kbd>d</kbd> " +
                "details, <kbd>/</kbd> search.</footer>");
            page.WriteLine($"</main>\n<script>\n{Resource("page.js")}</script>\n</html>");
        });
        return (shown, statistics);
    }

    /// <summary>Text as it stands in HTML, also between quotation marks.</summary>
    internal static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Head(TextWriter page, PairCollection collection, PairStatistics statistics, int shown)
    {
        var title = Escape(collection.Name);
        page.WriteLine(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" " +
            "content=\"width=device-width\">");
        page.WriteLine($"<title>{title}: preference pairs</title>\n<style>\n{Resource("page.css")}</style>");
        page.WriteLine("<a class=\"skip\" href=\"#pairs\">Skip to the pairs</a>");
        page.WriteLine($"<header class=\"top\">\n<h1>Preference pairs: {title}</h1>\n<ul class=\"facts\">");
        var load = statistics.Load;
        Fact(page, load.Kept.ToString(CultureInfo.InvariantCulture), shown < load.Kept
            ? $"pairs, the first {shown} below" : "pairs");
        Fact(page, Number(load.ChosenWords.Mean),
            $"words per chosen response ({load.ChosenWords.Least} to {load.ChosenWords.Most})");
        Fact(page, Number(load.RejectedWords.Mean),
            $"words per rejected response ({load.RejectedWords.Least} to {load.RejectedWords.Most})");
        Fact(page, load.Duplicates.ToString(CultureInfo.InvariantCulture), "duplicates");
        if (statistics.Candidates > 0)
        {
            Fact(page, Number((double)statistics.Candidates / load.Kept), "candidates per pair");
            Fact(page, statistics.Tied.ToString(CultureInfo.InvariantCulture), "pairs whose rejected image tied");
        }
        page.WriteLine("</ul>");
        ShortcutsOf(page, statistics.Shortcuts);
        page.WriteLine("<div class=\"tables\">");
        Counts(page, "What the rejected image lacks", statistics.Removed);
        Counts(page, "Errors in the rejected response", statistics.EditTypes);
        Counts(page, "Rows that gave no pair",
            [.. (collection.Report?.Dropped ?? load.Dropped).OrderByDescending(d => d.Count)
                .Select(d => KeyValuePair.Create(d.Reason, d.Count))]);
        page.WriteLine("</div>\n</header>\n<div class=\"bar\" role=\"search\"><div>");
        page.WriteLine("<input type=\"search\" id=\"text\" placeholder=\"Search\" aria-label=\"Search in texts\">");
        Choices(page, "edit", "all errors", statistics.EditTypes);
        Choices(page, "removed", "all objects", statistics.Removed);
        page.WriteLine(
            "<label><input type=\"checkbox\" id=\"outlines\" checked> outlines</label>\n<button id=\"theme\">light " +
            "/ dark</button>\n<output id=\"shown\"></output>\n</div></div>\n<main id=\"pairs\">");
    }

    private static void ShortcutsOf(TextWriter page, Shortcuts shortcuts)
    {
        var found = shortcuts.IsShortcut || shortcuts.LengthTells;
        page.WriteLine($"<div class=\"shortcuts{(found ? " found" : "")}\">\n<h2>Shortcuts</h2>");
        foreach (var sentence in shortcuts.Sentences()) page.WriteLine($"<p>{Escape(sentence)}</p>");
        if (shortcuts.Words.Count > 0)
        {
            var words = shortcuts.Words.Select(w => $"<b>{Escape(w.Word)}</b> ({w.Chosen} to {w.Rejected})");
            page.WriteLine(
                $"<p>Words on one side far more often, in pairs chosen to rejected: {string.Join(", ", words)}.</p>");
        }
        page.WriteLine("</div>");
    }

    private static void Fact(TextWriter page, string number, string what) =>
        page.WriteLine($"<li><b>{number}</b><span>{what}</span></li>");

    private static void Counts(TextWriter page, string caption, IReadOnlyList<KeyValuePair<string, int>> counts)
    {
        const int most = 8;
        if (counts.Count == 0) return;
        page.WriteLine($"<table><caption>{caption}</caption>");
        foreach (var (name, count) in counts.Take(most))
            page.WriteLine(
                $"<tr><td>{Escape(name)}</td><td>{count}</td><td><i " +
                $"style=\"width:{Number(8.0 * count / counts[0].Value)}rem\"></i></td></tr>");
        if (counts.Count > most)
            page.WriteLine(
                $"<tr><td class=\"quiet\">{counts.Count - most} more</td><td " +
                $"class=\"quiet\">{counts.Skip(most).Sum(c => c.Value)}</td></tr>");
        page.WriteLine("</table>");
    }

    private static void Choices(TextWriter page, string id, string all, IReadOnlyList<KeyValuePair<string, int>> counts)
    {
        if (counts.Count < 2) return;
        page.WriteLine($"<select id=\"{id}\" aria-label=\"Show pairs of\"><option value=\"\">{all}</option>");
        foreach (var (name, count) in counts) page.WriteLine(
            $"<option value=\"{Escape(name)}\">{Escape(name)} ({count})</option>");
        page.WriteLine("</select>");
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PairPage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

using System.Globalization;
using ResearchKit.Imaging;
using ResearchKit.Imaging.Png;

namespace ResearchKit.Pairs.Inspection;

/// <summary>The part of the page that shows one pair.</summary>
internal static class PairArticle
{
    private const int LongestSide = 480, LongestThumbnailSide = 160;

    public static void Write(TextWriter page, PairCollection collection, PreferencePair pair, RecordedPair? record,
        int number)
    {
        page.WriteLine(
            $"<article id=\"pair-{number}\" tabindex=\"-1\" " +
            $"data-edit=\"{PairPage.Escape(record?.EditType ?? "")}\" " +
            $"data-removed=\"{PairPage.Escape(record?.Chosen.Tag ?? "")}\">");
        page.Write($"<h2>{PairPage.Escape(pair.Id)}");
        if (record is not null)
            page.Write($" <span class=\"badge removed\">without {PairPage.Escape(record.Chosen.Tag)}</span>");
        if (record?.EditType is { } type) page.Write($" <span class=\"badge\">error: {PairPage.Escape(type)}</span>");
        page.WriteLine("</h2>");
        if (pair.System is not null) page.WriteLine($"<p class=\"prompt\">[system] {PairPage.Escape(pair.System)}</p>");
        page.WriteLine($"<p class=\"prompt\">{PairPage.Escape(pair.Prompt)}</p>");
        Images(page, collection, pair, record, number);
        Responses(page, pair);
        if (record is not null) Details(page, record);
        page.WriteLine("</article>");
    }

    private static void Images(TextWriter page, PairCollection collection, PreferencePair pair, RecordedPair? record,
        int number)
    {
        if (pair.Image is null) return;
        var (image, problem) = collection.Image(pair.Image);
        var same = false;
        page.WriteLine("<div class=\"two\">\n<figure class=\"chosen\"><figcaption>Chosen image</figcaption>");
        Image(page, image, problem, "the chosen image", $"i{number}", record is null ? "" : Marks(record));
        page.WriteLine("</figure>");
        if (pair.RejectedImage is not null)
        {
            var (rejected, rejectedProblem) = collection.Image(pair.RejectedImage);
            same = image is not null && rejected is not null && Difference(image, rejected) is { Area: 0 };
            var changed = record?.Chosen.Repainted.ToMask()
                ?? (image is not null && rejected is not null ? Difference(image, rejected) : null);
            page.WriteLine("<figure class=\"rejected\"><figcaption>Rejected image</figcaption>");
            Image(page, rejected, rejectedProblem, "the rejected image", $"r{number}", changed is null ? ""
                : Outline(MaskOutline.Path(changed), "box", "dash"));
            page.WriteLine("</figure>");
        }
        page.WriteLine("</div>");
        if (same) page.WriteLine("<p class=\"problem\">The rejected image is the chosen one, pixel for pixel.</p>");
        if (record is not null && image is not null) Candidates(page, collection, pair, record, image, number);
    }

    private static void Image(TextWriter page, RgbImage? image, string? problem, string label, string id, string marks)
    {
        if (image is null)
        {
            page.WriteLine($"<div class=\"problem\">{PairPage.Escape(problem!)}</div>");
            return;
        }
        page.WriteLine(
            $"<svg viewBox=\"0 0 {image.Width} {image.Height}\" role=\"img\" " +
            $"aria-label=\"{label}\" style=\"max-width:{Number(22.0 * image.Width / image.Height)}rem\">" +
            $"{Embedded(image, LongestSide, id)}<g class=\"outline\">{marks}</g></svg>");
    }

    private static string Embedded(RgbImage image, int longest, string? id)
    {
        var side = Math.Max(image.Width, image.Height);
        var shown = side <= longest ? image
            : image.Resize(Math.Max(1, (int)((long)image.Width * longest / side)),
                Math.Max(1, (int)((long)image.Height * longest / side)), Interpolation.Area);
        var name = id is null ? "" : $" id=\"{id}\"";
        // small images are enlarged: their pixels stay square
        if (side <= 200) name += " style=\"image-rendering:pixelated\"";
        return $"<image{name} width=\"{image.Width}\" height=\"{image.Height}\" preserveAspectRatio=\"none\" " +
            $"href=\"data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(shown))}\"/>";
    }

    // Dashed boxes around what could have been removed; the outline of what was.
    private static string Marks(RecordedPair record)
    {
        var boxes = record.Candidates.Where((_, i) => i != record.Choice).Select(c => BoxPath(c.Box));
        return Outline(string.Concat(boxes), "box", "dash") +
            Outline(MaskOutline.Path(record.Chosen.Mask.ToMask()), "halo", "line");
    }

    private static string BoxPath(Box box) => $"M{box.X} {box.Y}h{box.Width}v{box.Height}h{-box.Width}z";

    private static string Outline(string path, string below, string above) =>
        path.Length == 0 ? "" : $"<path class=\"{below}\" d=\"{path}\"/><path class=\"{above}\" d=\"{path}\"/>";

    private static void Candidates(TextWriter page, PairCollection collection, PreferencePair pair,
        RecordedPair record, RgbImage image, int number)
    {
        var most = record.Scores.Sum(); // how well the response fits the chosen image
        page.WriteLine(
            "<ul class=\"candidates\" aria-label=\"Candidates, and how well the response fits each, of its fit to " +
            "the chosen image\" title=\"How well the response fits the image without it, of its fit to the chosen " +
            "image\">");
        foreach (var (i, candidate) in record.Candidates.Index())
        {
            var share = most > 0 ? Math.Clamp(candidate.Score / most, 0, 1) : 0;
            var isChoice = i == record.Choice;
            page.Write(isChoice ? "<li class=\"choice\">" : "<li>");
            page.Write(Thumbnail(collection, candidate, isChoice && pair.RejectedImage is not null, image, number));
            page.Write($"<b>without {PairPage.Escape(candidate.Tag)}</b>{Number(candidate.Score)} of {Number(most)}");
            if (isChoice) page.Write("<em>the rejected image</em>");
            else if (record.IsTied(i)) page.Write("<em>tied with it</em>");
            page.WriteLine($"<span class=\"meter\"><i style=\"width:{Number(100 * share)}%\"></i></span></li>");
        }
        page.WriteLine("</ul>");
        if (record.Ties is var ties and > 0)
        {
            page.WriteLine(
                $"<p class=\"quiet\">{ties + 1} candidates tie at {Number(record.Chosen.Score)}; the first of them " +
                "became the rejected image.</p>");
        }
    }

    // The image without it: the rejected image, or as it was kept. Where it was not kept, the chosen image with what
    // was painted over shaded.
    private static string Thumbnail(PairCollection collection, RecordedCandidate candidate, bool isRejected,
        RgbImage image, int number)
    {
        var label = $"without {PairPage.Escape(candidate.Tag)}";
        if (isRejected)
            return Window(image, label, $"<use href=\"#r{number}\"/>");
        if (candidate.Image is not null && collection.Image(candidate.Image).Image is { } without)
            return Window(without, label, Embedded(without, LongestThumbnailSide, null));
        var hole = MaskOutline.Path(candidate.Repainted.ToMask());
        return Window(image, $"{label}; the image was not kept, shaded is what was painted over",
            $"<use href=\"#i{number}\"/><path class=\"hole\" d=\"{hole}\"/>");
    }

    private static string Window(RgbImage image, string label, string content) =>
        $"<svg viewBox=\"0 0 {image.Width} {image.Height}\" role=\"img\" aria-label=\"{label}\">{content}</svg>";

    private static void Responses(TextWriter page, PreferencePair pair)
    {
        var (chosen, rejected) = WordDifference.Of(pair.Chosen, pair.Rejected);
        page.WriteLine("<div class=\"two responses\">");
        page.WriteLine($"<div class=\"chosen\"><h3>Chosen response</h3><p>{Marked(chosen)}</p></div>");
        page.WriteLine($"<div class=\"rejected\"><h3>Rejected response</h3><p>{Marked(rejected)}</p></div>\n</div>");
    }

    private static string Marked(IReadOnlyList<TextSpan> spans) => string.Concat(spans.Select(s =>
        s.Differs ? $"<mark>{PairPage.Escape(s.Text.TrimEnd())}</mark>{s.Text[s.Text.TrimEnd().Length..]}"
        : PairPage.Escape(s.Text)));

    private static void Details(TextWriter page, RecordedPair record)
    {
        page.WriteLine(
            "<details><summary>How it came about</summary>\n<div class=\"scroll\" " +
            "tabindex=\"0\"><table><thead><tr><th>Fit of each sentence</th><th>chosen image</th>");
        foreach (var (i, candidate) in record.Candidates.Index()) page.Write(
                $"<th{Choice(i)}>without {PairPage.Escape(candidate.Tag)}</th>");
        page.WriteLine("</tr></thead>");
        foreach (var (s, sentence) in record.Sentences.Index())
        {
            page.Write(
                $"<tr><th>{PairPage.Escape(sentence)}</th>" +
                $"<td>{(s < record.Scores.Count ? Number(record.Scores[s]) : "")}</td>");
            foreach (var (i, candidate) in record.Candidates.Index()) page.Write(
                    $"<td{Choice(i)}>{(s < candidate.Scores.Count ? Number(candidate.Scores[s]) : "")}</td>");
            page.WriteLine("</tr>");
        }
        page.WriteLine("</table></div>");
        var origin =
            string.Join(", ",
                record.Origin.Select(o => $"{PairPage.Escape(o.Key)} <code>{PairPage.Escape(o.Value)}</code>"));
        var skipped = record.Skipped.Count == 0 ? ""
            : $" Found nowhere: {PairPage.Escape(string.Join(", ", record.Skipped))}.";
        page.WriteLine($"<p class=\"quiet\">Made from {origin}.{skipped}</p></details>");

        string Choice(int i) => i == record.Choice ? " class=\"choice\"" : "";
    }

    private static Mask? Difference(RgbImage a, RgbImage b)
    {
        if (a.Width != b.Width || a.Height != b.Height) return null;
        var mask = new Mask(a.Width, a.Height);
        for (var y = 0; y < a.Height; y++)
            for (var x = 0; x < a.Width; x++) mask[x, y] = a[x, y] != b[x, y];
        // An image that is new all over has no outline worth drawing.
        return mask.Area > 0.9 * a.Width * a.Height ? null : mask;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

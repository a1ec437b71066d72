using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// An editor that fails now and then, as a weaker language model does: the stand-in for the open-source editor of
/// VaPR-OS. Some of its edits reword a sentence and leave it true, so that nothing is wrong with the rejected response;
/// others make the error but lose the style.
/// </summary>
/// <param name="inner">The editor whose work it spoils.</param>
/// <param name="harmless">Share of the edits that leave the response true, 0 to 1.</param>
/// <param name="restyled">Share of the edits that are worded conspicuously, 0 to 1 -
/// <paramref name="harmless"/>.</param>
public sealed class NoisyEditor(ICaptionEditor inner, double harmless, double restyled) : ICaptionEditor
{
    private static readonly (string, string)[] Synonyms =
    [
        ("There is ", "One can see "), ("There is ", "The picture shows "), ("There are ", "One can count "),
        ("The picture was drawn ", "Everything here is "), ("The scene takes place ", "Everything here is "),
        (" is larger than ", " looks larger than "), (" is smaller than ", " looks smaller than "),
        (", so ", ", hence "),
    ];

    private readonly double _harmless = harmless >= 0 && restyled >= 0 && harmless + restyled <= 1
        ? harmless
        : throw new ArgumentException(
            $"shares of failures must be at least 0 and together at most 1, not {harmless} and {restyled}");

    /// <inheritdoc/>
    public CaptionEdit? Edit(Scene scene, Caption caption, SeededRandom random) =>
        Spoil(caption, inner.Edit(scene, caption, random), random);

    /// <inheritdoc/>
    public CaptionEdit? Edit(Scene scene, Caption caption, EditType type, SeededRandom random) =>
        Spoil(caption, inner.Edit(scene, caption, type, random), random);

    private CaptionEdit? Spoil(Caption caption, CaptionEdit? edit, SeededRandom random)
    {
        if (edit is null) return null;
        var draw = random.NextDouble();
        if (draw < _harmless) return edit with { Error = edit.Truth, Rejected = Reword(caption, random) };
        return draw < _harmless + restyled ? edit with { Rejected = Restyle(caption, edit.Rejected) } : edit;
    }

    // The same in other words: one phrase for another, in either direction.
    private static Caption Reword(Caption caption, SeededRandom random)
    {
        var ways = (from i in Enumerable.Range(0, caption.Sentences.Count)
                    from s in Synonyms
                    from way in new[] { (From: s.Item1, To: s.Item2), (From: s.Item2, To: s.Item1) }
                    where caption.Sentences[i].Text.Contains(way.From, StringComparison.Ordinal)
                    select (Sentence: i, way.From, way.To)).ToArray();
        var (at, from, to) = ways[random.Next(ways.Length)];
        return new([.. caption.Sentences.Select((s, i) => i == at ? s with { Text = s.Text.Replace(from, to) } : s)]);
    }

    // The sentence that was edited begins as the editor's own answer would.
    private static Caption Restyle(Caption caption, Caption edited)
    {
        var at = Enumerable.Range(0, caption.Sentences.Count)
            .First(i => caption.Sentences[i].Text != edited.Sentences[i].Text);
        return new(
            [.. edited.Sentences.Select((s, i) => i == at
                ? s with { Text = "In this image, " + char.ToLowerInvariant(s.Text[0]) + s.Text[1..] } : s)]);
    }
}

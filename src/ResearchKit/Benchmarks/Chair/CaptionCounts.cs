namespace ResearchKit.Benchmarks.Chair;

/// <summary>Counts over captions.</summary>
internal readonly record struct CaptionCounts(
    long Captions, long Hallucinated, long WithObjects, long Mentions, long Wrong, long Recalled, long Objects,
    long Words)
{
    public static IReadOnlyList<string> Names { get; } =
        ["captions", "hallucinated_captions", "captions_with_objects", "mentions", "wrong_mentions", "recalled",
            "objects", "words"];

    public static CaptionCounts From(ReadOnlySpan<long> s) => new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);

    public void CopyTo(Span<int> counts)
    {
        ReadOnlySpan<long> values = [Captions, Hallucinated, WithObjects, Mentions, Wrong, Recalled, Objects, Words];
        for (var i = 0; i < values.Length; i++) counts[i] = (int)values[i];
    }
}

using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Benchmarks.Chair;

/// <summary>Compares the objects that captions mention with those of their images.</summary>
/// <param name="objects">What is in the images.</param>
/// <param name="extractor">Finds what a caption mentions.</param>
/// <param name="metrics">The numbers of the sums, see <see cref="CaptionCounts"/>.</param>
internal sealed class CaptionScorer(CocoObjects objects, IObjectExtractor extractor,
    Func<CaptionCounts, IReadOnlyList<Metric>> metrics)
    : IBenchmarkScorer
{
    private readonly List<int> _mentioned = [];
    private readonly HashSet<int> _recalled = [];

    public IReadOnlyList<string> Counters => CaptionCounts.Names;

    public IReadOnlyList<BenchmarkPart> Parts { get; } = [new("captions", 0)];

    public string Unit => "images";

    public AnswerScore Score(JsonRecord answer, int position, Span<int> counts)
    {
        if (answer.Number("image_id", "image") is not { } id)
            return AnswerScore.Unreadable("the row has no number 'image_id'", answer.Text("image_id"));
        if (answer.Text("caption", "text", "answer", "response", "output") is not { } caption)
            return AnswerScore.Unreadable("the row has no text 'caption', 'text' or 'answer'", $"{id}");
        var image = objects.IndexOf(id);
        if (image < 0) return AnswerScore.Unknown($"{id}");
        _mentioned.Clear();
        _recalled.Clear();
        extractor.Extract(answer, caption, _mentioned);
        var wrong = 0;
        foreach (var category in _mentioned)
            if (objects.Has(image, category)) _recalled.Add(category);
            else wrong++;
        new CaptionCounts(
            1, wrong > 0 ? 1 : 0, _mentioned.Count > 0 ? 1
            : 0, _mentioned.Count, wrong, _recalled.Count, objects.CountOf(image),
            CountBlanks(caption)).CopyTo(counts);
        // An image may be described more than once: captions are never duplicates.
        return new(AnswerStatus.Scored, $"{id}", -1, id, 0, wrong == 0, WordSplitter.Count(caption));
    }

    public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums) => metrics(CaptionCounts.From(sums));

    // As the script counts words: pieces between single blanks.
    private static int CountBlanks(string caption) => caption.AsSpan().Trim().Count(' ') + 1;
}

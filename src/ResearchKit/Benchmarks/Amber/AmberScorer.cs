using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.Text;
using ResearchKit.Benchmarks.YesNo;

namespace ResearchKit.Benchmarks.Amber;

/// <summary>Scores AMBER's answers; the positive class of its questions is No.</summary>
internal sealed class AmberScorer : IBenchmarkScorer
{
    private readonly AmberAnnotations _annotations;
    private readonly DescriptionScorer? _descriptions;
    private readonly ScoringMode _mode;

    public AmberScorer(AmberAnnotations annotations, AmberAssociation? association, ISynonymCheck synonyms,
        ScoringMode mode)
    {
        (_annotations, _mode) = (annotations, mode);
        _descriptions = association is null ? null : new(association, synonyms, mode);
        Parts = [.. Enum.GetValues<AmberKind>().Select(kind =>
            new BenchmarkPart(kind.ToString().ToLowerInvariant(), annotations.CountOf(kind)))];
    }

    public IReadOnlyList<string> Counters { get; } =
    [
        .. Enum.GetNames<AmberKind>().Where(kind => kind != nameof(AmberKind.Generative))
            .SelectMany(kind => YesNoCounts.Names.Select(name => $"{kind.ToLowerInvariant()}_{name}")),
        "nouns", "hallucinated_nouns", "objects", "covered", "expected", "imagined", "descriptions",
        "clean_descriptions",
    ];

    public IReadOnlyList<BenchmarkPart> Parts { get; }

    public string Unit => _annotations.HasImages ? "images" : "answers";

    public AnswerScore Score(JsonRecord answer, int position, Span<int> counts)
    {
        if (answer.Number("id") is not { } id)
            return AnswerScore.Unreadable("the row has no whole number 'id'", answer.Text("id"));
        if (answer.Text("response") is not { } response)
            return AnswerScore.Unreadable("the row has no text 'response'", $"{id}");
        if (_annotations.Find(id) is not { } item) return AnswerScore.Unknown($"{id}");
        var scored = new AnswerScore(AnswerStatus.Scored, $"{id}", id, _annotations.ImageOf(id), (int)item.Kind,
            Length: WordSplitter.Count(response));
        if (item.Kind == AmberKind.Generative)
        {
            if (_descriptions is null)
                return AnswerScore.Unreadable("this is a description: the input 'association' is needed to score it",
                    $"{id}");
            var clean = _descriptions.Score(item, response, answer.Texts("nouns"), counts[AmberMetrics.Descriptions..]);
            return scored with { Correct = clean };
        }
        var said = _mode == ScoringMode.Official
            ? response switch { "Yes" => YesNoAnswer.Yes, "No" => YesNoAnswer.No, _ => YesNoAnswer.Neither }
            : YesNoReader.Read(response);
        bool? no = said == YesNoAnswer.Neither ? null : said == YesNoAnswer.No;
        counts[YesNoCounts.Width * (int)item.Kind + YesNoCounts.Index(item.No, no)] = 1;
        return said != YesNoAnswer.Neither
            ? scored with { Correct = no == item.No }
            : scored with
            {
                Status = AnswerStatus.Neither,
                Correct = false,
                Problem =
                $"neither {(_mode == ScoringMode.Official ? "exactly Yes nor exactly No" : "yes nor no")}: " +
                $"'{Shorten(response)}'",
            };
    }

    public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums) =>
        _mode == ScoringMode.Official ? AmberMetrics.Official(sums) : AmberMetrics.Formula(sums);

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}

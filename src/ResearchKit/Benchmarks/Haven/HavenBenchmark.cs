using ResearchKit.Benchmarks.Reading;
using ResearchKit.Benchmarks.Scoring;
using ResearchKit.Benchmarks.Text;
using ResearchKit.Benchmarks.YesNo;

namespace ResearchKit.Benchmarks.Haven;

/// <summary>HAVEN (Gao et al., arXiv 2503.19622): hallucination about videos, by cause and aspect, in three forms of
/// question.</summary>
public sealed class HavenBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "haven";

    /// <inheritdoc/>
    public string Title => "HAVEN";

    /// <inheritdoc/>
    public string Summary =>
        "Questions about videos: accuracy by cause, aspect and form, and how often variants of a question are " +
        "answered differently (bias: 1 minus the consistency of the authors' script).";

    /// <inheritdoc/>
    public string AnswerFormat =>
        "HAVEN needs rows with q_id, Causes (P, I, N), Components (O, S, E), Form (tf, choice, open), Answer, " +
        "pred_ans and, for open questions, Correctness (1 or 0).";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkInput> Inputs => [];

    /// <inheritdoc/>
    public IBenchmarkScorer Open(BenchmarkInputs inputs, ScoringMode mode) => new Scorer();

    private sealed class Scorer : IBenchmarkScorer
    {
        private const string Causes = "PIN", Aspects = "OSE";
        private static readonly string[] Forms = ["tf", "choice", "open"];
        private static readonly int Groups = 2 * (Causes.Length * Aspects.Length + Forms.Length);
        private readonly Dictionary<long, Variants> _variants = [];

        public IReadOnlyList<string> Counters { get; } =
        [
            .. Causes.SelectMany(c => Aspects.SelectMany(a => new[] { $"{c}{a}_asked", $"{c}{a}_right" })),
            .. Forms.SelectMany(f => new[] { $"{f}_asked", $"{f}_right" }),
            .. Forms.Prepend("all").SelectMany(f => new[] { $"{f}_with_variants", $"{f}_consistent" }),
        ];

        public IReadOnlyList<BenchmarkPart> Parts { get; } = [new("questions", 0)];

        public string Unit => "question groups";

        public AnswerScore Score(JsonRecord answer, int position, Span<int> counts)
        {
            // A position starts a new file: variants are counted within one.
            if (position == 0) _variants.Clear();
            if (answer.Number("q_id") is not { } id) return AnswerScore.Unreadable("the row has no number 'q_id'");
            var cause = Causes.IndexOf(answer.Text("Causes") is [var c] ? c : '?');
            var aspect = Aspects.IndexOf(answer.Text("Components") is [var a] ? a : '?');
            var form = Array.IndexOf(Forms, answer.Text("Form"));
            if (cause < 0 || aspect < 0 || form < 0)
                return AnswerScore.Unreadable("Causes is P, I or N, Components O, S or E, Form tf, choice or open",
                    $"{id}");
            var verdict = answer.Text("Correctness")?.Trim()
                ?? ByRule(form, answer.Text("Answer"), answer.Text("pred_ans"));
            if (verdict is null)
                return AnswerScore.Unreadable("an open question needs 'Correctness', a judge's 1 or 0", $"{id}");
            var right = verdict is "1" or "1.0";
            var readable = right || verdict is "0" or "0.0";
            var cell = 2 * (cause * Aspects.Length + aspect);
            counts[cell] = counts[2 * (Causes.Length * Aspects.Length + form)] = 1;
            counts[cell + 1] = counts[2 * (Causes.Length * Aspects.Length + form) + 1] = right ? 1 : 0;
            CountVariant(id, form, readable ? verdict[..1] : null, counts[Groups..]);
            return new(readable ? AnswerStatus.Scored : AnswerStatus.Neither, $"{id}", -1, id, 0, right,
                WordSplitter.Count(answer.Text("pred_ans")), readable ? null
                : $"Correctness is neither 1 nor 0: '{verdict}'");
        }

        public IReadOnlyList<Metric> Metrics(ReadOnlySpan<long> sums)
        {
            long asked = 0, right = 0;
            var metrics = new List<Metric>();
            for (var c = 0; c < Causes.Length; c++)
                for (var a = 0; a < Aspects.Length; a++)
                {
                    var cell = sums[(2 * (c * Aspects.Length + a))..];
                    asked += cell[0];
                    right += cell[1];
                    if (cell[0] > 0) metrics.Add(Percent($"{Causes[c]}-{Aspects[a]}", "Accuracy", cell[1], cell[0]));
                }
            for (var f = 0; f < Forms.Length; f++)
            {
                var cell = sums[(2 * (Causes.Length * Aspects.Length + f))..];
                if (cell[0] > 0) metrics.Add(Percent(Forms[f], "Accuracy", cell[1], cell[0]));
            }
            metrics.Insert(0, Percent("", "Accuracy", right, asked));
            metrics.Insert(1, Bias("", sums[Groups..]));
            for (var f = 0; f < Forms.Length; f++)
                if (sums[Groups + 2 * (f + 1)] > 0) metrics.Add(Bias(Forms[f], sums[(Groups + 2 * (f + 1))..]));
            return metrics;
        }

        private static Metric Percent(string group, string name, long part, long whole, Better better = Better.Higher)
        {
            var value = 100.0 * part / whole;
            return new(group, name, value, PythonFloat.Fixed(value, 2), better);
        }

        private static Metric Bias(string form, ReadOnlySpan<long> groups) =>
            Percent(form, "Bias", groups[0] - groups[1], groups[0], Better.Lower);

        private static string? ByRule(int form, string? truth, string? answer) => (form, truth, answer) switch
        {
            (0, { } t, { } a) =>
                YesNoReader.Read(a) is not YesNoAnswer.Neither and var said && said == YesNoReader.Read(t) ? "1" : "0",
            (1, { Length: > 0 } t, { } a) =>
                a.TrimStart('(', ' ', '"').StartsWith(t.Trim()[..1], StringComparison.OrdinalIgnoreCase) ? "1" : "0",
            _ => null,
        };

        // What the row changes in the counts of groups of variants, and of those answered alike: over all forms, then
        // for each form those rows of the groups that have it.
        private void CountVariant(long id, int form, string? verdict, Span<int> counts)
        {
            if (!_variants.TryGetValue(id, out var group)) _variants.Add(id, group = new());
            for (var i = 0; i <= Forms.Length; i++)
            {
                counts[2 * i] -= group.Counts(i) ? 1 : 0;
                counts[2 * i + 1] -= group.Agrees(i) ? 1 : 0;
            }
            group.Add(form, verdict);
            for (var i = 0; i <= Forms.Length; i++)
            {
                counts[2 * i] += group.Counts(i) ? 1 : 0;
                counts[2 * i + 1] += group.Agrees(i) ? 1 : 0;
            }
        }

        /// <summary>The rows of one question, all together (0) and by form (1 to 3). Verdicts that cannot be read are
        /// passed over, as by pandas; a group without one that can is not consistent.</summary>
        private sealed class Variants
        {
            private readonly string?[] _first = new string?[Forms.Length + 1];
            private readonly bool[] _mixed = new bool[Forms.Length + 1];
            private readonly int[] _rows = new int[Forms.Length + 1];

            public void Add(int form, string? verdict)
            {
                foreach (var i in (ReadOnlySpan<int>)[0, form + 1])
                {
                    _rows[i]++;
                    _mixed[i] |= verdict is not null && _first[i] is { } first && first != verdict;
                    _first[i] ??= verdict;
                }
            }

            public bool Counts(int i) => _rows[0] > 1 && _rows[i] > 0;

            public bool Agrees(int i) => Counts(i) && _first[i] is not null && !_mixed[i];
        }
    }
}

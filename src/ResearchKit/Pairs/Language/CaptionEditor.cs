using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Edits one fact of a response into something false, in the same style and length. Three editors differ in how they
/// pick the wrong word. The uniform one draws any. The plausible one draws it as often as the preferred responses use
/// it, and a category as often as it comes with the others of the response: as a language model would. The balanced one
/// also leaves no word that gives the error away: it accepts an exchange of a frequent word for a rare one only as
/// often (Metropolis) as keeps every word as frequent among rejected responses as among preferred ones.
/// </summary>
public sealed class CaptionEditor : ICaptionEditor
{
    private readonly Dictionary<(EditType, string, string), double>? _frequencies;
    private readonly Dictionary<(Category, Category), int> _coOccurrences = [];
    private readonly bool _balances;

    private CaptionEditor(bool balances, IReadOnlyList<Caption>? preferred)
    {
        _balances = balances;
        if (preferred is null) return;
        _frequencies = Count(preferred);
        foreach (var named in preferred.Select(Named))
            foreach (var a in named)
                foreach (var b in named)
                    if (a != b) _coOccurrences[(a, b)] = _coOccurrences.GetValueOrDefault((a, b)) + 1;
    }

    /// <summary>An editor that draws replacements uniformly.</summary>
    public static CaptionEditor Uniform { get; } = new(false, null);

    /// <summary>An editor that draws replacements in proportion to their frequency.</summary>
    /// <param name="preferred">The responses that will be edited, or others like them.</param>
    public static CaptionEditor Plausible(IEnumerable<Caption> preferred) => new(false, [.. preferred]);

    /// <summary>An editor that keeps the words of rejected responses as frequent as those of the preferred
    /// ones.</summary>
    /// <param name="preferred">The responses that will be edited, or others like them.</param>
    public static CaptionEditor Balanced(IEnumerable<Caption> preferred) => new(true, [.. preferred]);

    /// <inheritdoc/>
    public CaptionEdit? Edit(Scene scene, Caption caption, SeededRandom random)
    {
        var types = caption.Sentences.SelectMany(s => s.Facts).Select(FactEdits.TypeOf).OfType<EditType>().Distinct()
            .Order().ToArray();
        random.Shuffle(types);
        return types.Select(type => Edit(scene, caption, type, random)).FirstOrDefault(edit => edit is not null);
    }

    /// <summary>
    /// An edit of one type. One fact and one replacement are drawn; null if there is none, or if the balanced editor
    /// does not accept it (trying again would undo the balance).
    /// </summary>
    /// <inheritdoc/>
    public CaptionEdit? Edit(Scene scene, Caption caption, EditType type, SeededRandom random)
    {
        var places = Places(caption).Where(p => FactEdits.TypeOf(p.Fact) == type).ToArray();
        if (places.Length == 0) return null;
        var (sentence, truth) = places[random.Next(places.Length)];
        var alternatives = FactEdits.Alternatives(truth, scene);
        if (alternatives.Count == 0) return null;
        var context = FactEdits.Context(truth, caption);
        var error = _frequencies is null || _balances ? alternatives[random.Next(alternatives.Count)]
            : Plausible(alternatives, truth, caption, random);
        if (_balances && random.NextDouble() * Frequency(truth, context) >= Frequency(error, context)) return null;
        return new(type, truth, error, FactEdits.Apply(caption, sentence, truth, error));
    }

    private static IEnumerable<(int Sentence, Fact Fact)> Places(Caption caption) => caption.Sentences
        .SelectMany((s, i) => s.Facts.Select(f => (Sentence: i, Fact: f)))
        .Where(p => FactEdits.IsEditable(p.Fact, caption));

    private Fact Plausible(IReadOnlyList<Fact> alternatives, Fact truth, Caption caption, SeededRandom random)
    {
        var context = FactEdits.Context(truth, caption);
        var company = truth is ExistenceFact gone ? Named(caption).Where(c => c != gone.Category).ToArray() : [];
        // A little is added to each, so that what was never seen can still be said.
        var weights = alternatives.Select(f => 0.5 + (f is ExistenceFact come && company.Length > 0
            ? company.Sum(c => _coOccurrences.GetValueOrDefault((come.Category, c)))
            : Frequency(f, context))).ToArray();
        var left = random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
            if ((left -= weights[i]) < 0) return alternatives[i];
        return alternatives[^1];
    }

    private static Category[] Named(Caption caption) =>
        [.. caption.Sentences.SelectMany(s => s.Facts).OfType<ExistenceFact>().Select(f => f.Category).Distinct()];

    private double Frequency(Fact fact, string context) =>
        _frequencies!.GetValueOrDefault((FactEdits.TypeOf(fact)!.Value, FactEdits.Word(fact), context));

    // How often each fact would be drawn: in a response with three things to miscount, each is a third of the time.
    private static Dictionary<(EditType, string, string), double> Count(IReadOnlyList<Caption> captions)
    {
        var counts = new Dictionary<(EditType, string, string), double>();
        foreach (var caption in captions)
            foreach (var type in Places(caption).GroupBy(p => FactEdits.TypeOf(p.Fact)!.Value))
            {
                var share = 1.0 / type.Count();
                foreach (var (_, fact) in type)
                {
                    var key = (type.Key, FactEdits.Word(fact), FactEdits.Context(fact, caption));
                    counts[key] = counts.GetValueOrDefault(key) + share;
                }
            }
        return counts;
    }
}

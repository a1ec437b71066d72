using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Edits one fact of a response into something false, in the same style and length. Three editors differ in how they pick
/// the wrong word. The uniform one draws any. The plausible one draws it as often as the preferred responses use it, as a
/// language model would. The balanced one also leaves no word that gives the error away: it accepts an exchange of a
/// frequent word for a rare one only as often (Metropolis) as keeps every word as frequent among rejected responses as
/// among preferred ones.
/// </summary>
public sealed class CaptionEditor : ICaptionEditor
{
    private readonly Dictionary<(EditType, string), int>? frequencies;
    private readonly bool balances;

    private CaptionEditor(Dictionary<(EditType, string), int>? frequencies, bool balances) =>
        (this.frequencies, this.balances) = (frequencies, balances);

    /// <summary>An editor that draws replacements uniformly.</summary>
    public static CaptionEditor Uniform { get; } = new(null, false);

    /// <summary>An editor that draws replacements in proportion to their frequency.</summary>
    /// <param name="preferred">The responses that will be edited, or others like them.</param>
    public static CaptionEditor Plausible(IEnumerable<Caption> preferred) => new(Count(preferred), false);

    /// <summary>An editor that keeps the words of rejected responses as frequent as those of the preferred ones.</summary>
    /// <param name="preferred">The responses that will be edited, or others like them.</param>
    public static CaptionEditor Balanced(IEnumerable<Caption> preferred) => new(Count(preferred), true);

    /// <inheritdoc/>
    public CaptionEdit? Edit(Scene scene, Caption caption, Random random)
    {
        var types = caption.Sentences.SelectMany(s => s.Facts).Select(FactEdits.TypeOf).OfType<EditType>().Distinct().Order().ToArray();
        random.Shuffle(types);
        return types.Select(type => Edit(scene, caption, type, random)).FirstOrDefault(edit => edit is not null);
    }

    /// <summary>
    /// An edit of one type. One fact and one replacement are drawn; null if there is none, or if the balanced editor does
    /// not accept it (trying again would undo the balance).
    /// </summary>
    /// <inheritdoc/>
    public CaptionEdit? Edit(Scene scene, Caption caption, EditType type, Random random)
    {
        var places = caption.Sentences
            .SelectMany((s, i) => s.Facts.Select(f => (Sentence: i, Fact: f)))
            .Where(p => FactEdits.TypeOf(p.Fact) == type && FactEdits.IsEditable(p.Fact, caption)).ToArray();
        if (places.Length == 0) return null;
        var (sentence, truth) = places[random.Next(places.Length)];
        var alternatives = FactEdits.Alternatives(truth, scene);
        if (alternatives.Count == 0) return null;
        var error = frequencies is null || balances ? alternatives[random.Next(alternatives.Count)] : Frequent(type, alternatives, random);
        if (balances && random.NextDouble() * Frequency(type, truth) >= Frequency(type, error)) return null;
        return new(type, truth, error, FactEdits.Apply(caption, sentence, truth, error));
    }

    private Fact Frequent(EditType type, IReadOnlyList<Fact> alternatives, Random random)
    {
        // One is added to each, so that what was never seen can still be said.
        var left = random.Next(alternatives.Sum(f => 1 + Frequency(type, f)));
        return alternatives.First(f => (left -= 1 + Frequency(type, f)) < 0);
    }

    private int Frequency(EditType type, Fact fact) => frequencies!.GetValueOrDefault((type, FactEdits.Word(fact)));

    private static Dictionary<(EditType, string), int> Count(IEnumerable<Caption> captions)
    {
        var counts = new Dictionary<(EditType, string), int>();
        foreach (var caption in captions)
            foreach (var fact in caption.Sentences.SelectMany(s => s.Facts))
                if (FactEdits.IsEditable(fact, caption))
                {
                    var key = (FactEdits.TypeOf(fact)!.Value, FactEdits.Word(fact));
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
        return counts;
    }
}

using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>
/// Makes hard negatives as VaPR does (arXiv 2510.01700): the preferred response with one targeted error, in the same style
/// and length. The balanced editor also leaves no word that gives the error away: it accepts an exchange of a frequent word
/// for a rare one only as often (Metropolis) as keeps every word as frequent among rejected responses as among preferred
/// ones. The uniform editor, the weaker of the two, accepts all.
/// </summary>
public sealed class CaptionEditor
{
    private readonly Dictionary<(EditType, string), int>? frequencies;

    private CaptionEditor(Dictionary<(EditType, string), int>? frequencies) => this.frequencies = frequencies;

    /// <summary>An editor that draws replacements uniformly.</summary>
    public static CaptionEditor Uniform { get; } = new(null);

    /// <summary>An editor that keeps the words of rejected responses as frequent as those of the preferred ones.</summary>
    /// <param name="preferred">The responses that will be edited, or others like them.</param>
    public static CaptionEditor Balanced(IEnumerable<Caption> preferred)
    {
        var counts = new Dictionary<(EditType, string), int>();
        foreach (var caption in preferred)
            foreach (var fact in caption.Sentences.SelectMany(s => s.Facts))
                if (FactEdits.IsEditable(fact, caption))
                {
                    var key = (FactEdits.TypeOf(fact)!.Value, FactEdits.Word(fact));
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }
        return new(counts);
    }

    /// <summary>An edit of any type, tried in an order drawn anew each time; null if none is possible.</summary>
    public CaptionEdit? Edit(Scene scene, Caption caption, Random random)
    {
        var types = Enum.GetValues<EditType>();
        random.Shuffle(types);
        return types.Select(type => Edit(scene, caption, type, random)).FirstOrDefault(edit => edit is not null);
    }

    /// <summary>
    /// An edit of one type. One fact and one replacement are drawn; null if there is none, or if the balanced editor does
    /// not accept it (trying again would undo the balance).
    /// </summary>
    /// <param name="scene">The scene, of which the error must be false.</param>
    /// <param name="caption">The preferred response.</param>
    /// <param name="type">The kind of error.</param>
    /// <param name="random">Draws the fact and its replacement.</param>
    public CaptionEdit? Edit(Scene scene, Caption caption, EditType type, Random random)
    {
        var places = caption.Sentences
            .SelectMany((s, i) => s.Facts.Select(f => (Sentence: i, Fact: f)))
            .Where(p => FactEdits.TypeOf(p.Fact) == type && FactEdits.IsEditable(p.Fact, caption)).ToArray();
        if (places.Length == 0) return null;
        var (sentence, truth) = places[random.Next(places.Length)];
        var alternatives = FactEdits.Alternatives(truth, scene);
        if (alternatives.Count == 0) return null;
        var error = alternatives[random.Next(alternatives.Count)];
        if (frequencies is not null && random.NextDouble() * Frequency(type, truth) >= Frequency(type, error)) return null;
        return new(type, truth, error, FactEdits.Apply(caption, sentence, truth, error));
    }

    private int Frequency(EditType type, Fact fact) => frequencies!.GetValueOrDefault((type, FactEdits.Word(fact)));
}

using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs;

/// <summary>Rejected responses of all kinds for drawn scenes: what the shortcut detector is tried on.</summary>
public static class NegativeSets
{
    /// <summary>The weak editor's share of edits that are not wrong, and of edits that lose the style: the lab's
    /// choice.</summary>
    public const double WeakHarmless = 0.05, WeakRestyled = 0.02;

    /// <summary>
    /// Naive negatives of descriptions. Three differ in style or length: cut short, said twice, and another image's by
    /// another hand. "All three, mixed" draws one of them for each scene, as a data set from several sources does. The
    /// last is another image's by the same hand: as likely on either side, word for word, and so no detector's prey.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes, at least 2.</param>
    public static IReadOnlyList<NegativeSet> Naive(int first, int count)
    {
        var generator = new SceneGenerator(new());
        // Other images come from scenes of their own: no text is preferred in one pair and rejected in another.
        var scenes = Scenes(generator, first, 2 * count);
        var (asked, others) = (scenes[..count], scenes[count..]);
        var captions = asked.Select((s, i) => CaptionWriter.Write(s, new SeededRandom(first + i))).ToArray();
        string[] texts = [.. captions.Select(c => c.Text)];
        SeededRandom longer = new(first), other = new(first + 1), hand = new(first + 2), mix = new(first + 3);
        string[] cut = [.. texts.Select(NaiveNegatives.Truncated)];
        string[] twice = [.. asked.Select((s, i) => NaiveNegatives.Longer(s, captions[i], longer))];
        string[] weak = [.. asked.Select(_ => WeakCaptioner.Write(others[hand.Next(count)], hand).Text)];
        string[] same = [.. others.Select(s => CaptionWriter.Write(s, other).Text)];
        return
        [
            new("cut short", texts, cut), new("said twice", texts, twice), new("other image, other hand", texts, weak),
            new("all three, mixed", texts,
                [.. texts.Select((_, i) => mix.Next(3) switch { 0 => cut[i], 1 => twice[i], _ => weak[i] })]),
            new("other image, same hand", texts, same),
        ];
    }

    /// <summary>
    /// Edits of all types by four editors. The strong one balances words and never fails; the weak one is the same, but
    /// fails now and then (<see cref="WeakHarmless"/>, <see cref="WeakRestyled"/>). The plausible and the uniform one
    /// do not balance: they show what the balance is for.
    /// The responses are descriptions, comparisons and conclusions, one for each scene.
    /// </summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of scenes; where an editor finds nothing to edit, its set is smaller.</param>
    public static IReadOnlyList<NegativeSet> ByEditor(int first, int count)
    {
        var corpus = Responses(first, count, Enum.GetValues<ResponseTask>());
        return [.. Editors(corpus.Select(c => c.Response))
            .Select((e, k) => Edited($"{e.Name} editor", corpus, new(first + 10 + k), e.Editor.Edit))];
    }

    /// <summary>Edits of one type each, in the order of <see cref="EditType"/>, by one of the editors of
    /// <see cref="ByEditor"/>.</summary>
    /// <param name="first">Seed of the first scene.</param>
    /// <param name="count">Number of pairs wanted of each type.</param>
    /// <param name="editor">Its name: <c>uniform</c>, <c>plausible</c>, <c>weak</c>, <c>strong</c>.</param>
    public static IReadOnlyList<NegativeSet> ByType(int first, int count, string editor = "strong") =>
        SeedSweep.Run(Enum.GetValues<EditType>(), type => OfType(first, count, editor, type));

    /// <summary>The editors by name, the weakest first.</summary>
    /// <param name="preferred">The responses whose words the plausible and the balanced one imitate.</param>
    public static IReadOnlyList<(string Name, ICaptionEditor Editor)> Editors(IEnumerable<Caption> preferred)
    {
        var known = preferred.ToArray();
        return [.. Makers(known).Select(m => (m.Name, m.Make()))];
    }

    // Made when asked for: an editor first counts all the words that it imitates.
    private static IEnumerable<(string Name, Func<ICaptionEditor> Make)> Makers(Caption[] known)
    {
        var balanced = new Lazy<ICaptionEditor>(() => CaptionEditor.Balanced(known));
        return
        [
            ("uniform", () => CaptionEditor.Uniform), ("plausible", () => CaptionEditor.Plausible(known)),
            ("weak", () => new NoisyEditor(balanced.Value, WeakHarmless, WeakRestyled)),
            ("strong", () => balanced.Value),
        ];
    }

    // Scenes are taken until there are pairs enough: few have something to count.
    private static NegativeSet OfType(int first, int count, string editor, EditType type)
    {
        var corpus = new List<(Scene, Caption)>();
        List<(Caption Response, CaptionEdit Edit)> edits = [];
        for (var round = 0; edits.Count < count && round < 12; round++)
        {
            corpus.AddRange(Responses(first + round * count, count, [LanguageTables.TaskOf(type)]));
            var chosen = Makers([.. corpus.Select(c => c.Item2)]).First(e => e.Name == editor).Make();
            var random = new SeededRandom(first + 20 + (int)type);
            edits = [.. corpus.Select(c => (c.Item2, Edit: chosen.Edit(c.Item1, c.Item2, type, random)!))
                .Where(p => p.Edit is not null)];
        }
        var kept = edits.Take(count).ToArray();
        return new(type.ToString().ToLowerInvariant(), [.. kept.Select(p => p.Response.Text)],
            [.. kept.Select(p => p.Edit.Rejected.Text)]);
    }

    private static NegativeSet Edited(
        string name, IReadOnlyList<(Scene Scene, Caption Response)> corpus, SeededRandom random,
        Func<Scene, Caption, SeededRandom, CaptionEdit?> edit)
    {
        var pairs = corpus.Select(c => (c.Response, Edit: edit(c.Scene, c.Response, random)))
            .Where(p => p.Edit is not null).ToArray();
        return new(name, [.. pairs.Select(p => p.Response.Text)], [.. pairs.Select(p => p.Edit!.Rejected.Text)]);
    }

    // One response for each scene, to a task drawn from some; scenes that give the task nothing to say are passed over.
    internal static (Scene Scene, Caption Response)[] Responses(int first, int count, ResponseTask[] tasks)
    {
        var generator = new SceneGenerator(new());
        return
        [
            .. Enumerable.Range(first, count)
            .Select(seed => (Scene: generator.Generate(seed), Random: new SeededRandom(seed)))
                .Select(s =>
                    (s.Scene, Response: ResponseWriter.Write(s.Scene, tasks[s.Random.Next(tasks.Length)], s.Random)))
                .Where(s => s.Response is not null).Select(s => (s.Scene, s.Response!)),
        ];
    }

    private static Scene[] Scenes(SceneGenerator generator, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(generator.Generate)];
}

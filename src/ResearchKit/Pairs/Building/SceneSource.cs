using System.Globalization;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// Pairs from drawn scenes: the caption is the preferred response, a VaPR edit of it the rejected one, and the picture
/// without one object the rejected image.
/// </summary>
public sealed class SceneSource : IPairSource
{
    private const string Prompt = "Describe the picture.";
    private const int MostCaptions = 2000;
    private readonly int seed;
    private readonly SceneStages stages;
    private readonly CaptionEditor editor;
    private readonly SceneGenerator generator = new(new());

    /// <summary>Scenes of consecutive seeds.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The first scene's seed.</param>
    /// <param name="stages">How objects are found and removed.</param>
    /// <param name="removerName">What the settings call the remover.</param>
    public SceneSource(int count, int seed, SceneStages stages, string removerName)
    {
        (Count, this.seed, this.stages) = (count, seed, stages);
        Settings = new Dictionary<string, string>
        {
            ["--scenes"] = count.ToString(CultureInfo.InvariantCulture), ["--seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["--stages"] = stages.Name, ["--remover"] = removerName,
        };
        editor = CaptionEditor.Balanced(Enumerable.Range(0, Math.Min(count, MostCaptions)).Select(i => Drawn(i).Caption));
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IEnumerable<Func<PairAttempt>> Attempts() => Enumerable.Range(0, Count).Select(i => (Func<PairAttempt>)(() => Attempt(i)));

    /// <inheritdoc/>
    public bool IsUnchanged(PairOrigin origin) => true;

    private (Scene Scene, Caption Caption) Drawn(int index)
    {
        var scene = generator.Generate(seed + index);
        return (scene, CaptionWriter.Write(scene, new Random(seed + index)));
    }

    private PairAttempt Attempt(int index)
    {
        var (scene, caption) = Drawn(index);
        var attempt = new PairAttempt(string.Create(CultureInfo.InvariantCulture, $"scene-{seed + index}"), new(index + 1, Seed: seed + index));
        // The caption used the seed itself: the edit must not follow the same draws.
        var edit = editor.Edit(scene, caption, new Random(unchecked(31 * (seed + index) + 17)));
        if (edit is null) return attempt with { Reason = "no edit of the caption keeps the words balanced" };
        string[] sentences = [.. caption.Sentences.Select(s => s.Text)];
        var image = scene.Render();
        var chosen = stages.For(scene, caption);
        if (new VisionPairBuilder(chosen).Build(image, sentences) is not { } vision) return attempt with { Reason = "no object can be removed" };
        return attempt with
        {
            Pair = new(attempt.Id, Prompt, caption.Text, edit.Rejected.Text), Vision = vision,
            OriginalScores = [.. sentences.Select(s => chosen.Scorer.Score(image, s))],
            Edit = new(edit.Type.ToString().ToLowerInvariant(), FactEdits.Word(edit.Truth), FactEdits.Word(edit.Error)),
        };
    }
}

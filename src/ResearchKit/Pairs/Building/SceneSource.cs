using System.Globalization;
using ResearchKit.Pairs.Language;
using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Building;

/// <summary>
/// Pairs from drawn scenes: what is true of the scene is the preferred response, a VaPR edit of it the rejected one,
/// and the image without one object the rejected image.
/// </summary>
public sealed class SceneSource : IPairSource
{
    // The balanced editor learns how often words occur: from too few responses it learns that most are rare.
    private const int FewestResponses = 300, MostResponses = 2000;
    private readonly int _seed;
    private readonly SceneVisionPipeline _pipeline;
    private readonly IReadOnlyList<ResponseTask> _tasks;
    private readonly CaptionEditor _editor;
    private readonly SceneGenerator _generator = new(new());

    /// <summary>Scenes of consecutive seeds.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">The first scene's seed.</param>
    /// <param name="pipeline">How objects are found and removed.</param>
    /// <param name="tasks">What the responses do, scene by scene in turn; descriptions if null.</param>
    public SceneSource(int count, int seed, SceneVisionPipeline pipeline, IReadOnlyList<ResponseTask>? tasks = null)
    {
        (Count, _seed, _pipeline, _tasks) =
            (count, seed, pipeline, tasks is { Count: > 0 } ? tasks : [ResponseTask.Describe]);
        Settings = new Dictionary<BuildSetting, string>(pipeline.Settings)
        {
            [BuildSetting.Scenes] = count.ToString(CultureInfo.InvariantCulture),
            [BuildSetting.Seed] = seed.ToString(CultureInfo.InvariantCulture),
            [BuildSetting.Tasks] = string.Join(' ', _tasks.Select(t => t.ToString().ToLowerInvariant())),
        };
        _editor =
            CaptionEditor.Balanced(Enumerable.Range(0, Math.Clamp(count, FewestResponses, MostResponses))
                .Select(i => Drawn(i).Response).OfType<Caption>());
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<BuildSetting, string> Settings { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public IEnumerable<Func<PairAttempt>> Attempts() =>
        Enumerable.Range(0, Count).Select(i => (Func<PairAttempt>)(() => Attempt(i)));

    /// <inheritdoc/>
    public bool IsUnchanged(PairOrigin origin) => true;

    private (Scene Scene, ResponseTask Task, Caption? Response) Drawn(int index)
    {
        var scene = _generator.Generate(_seed + index);
        var task = _tasks[index % _tasks.Count];
        return (scene, task, ResponseWriter.Write(scene, task, new SeededRandom(_seed + index)));
    }

    private PairAttempt Attempt(int index)
    {
        var (scene, task, response) = Drawn(index);
        var attempt =
            new PairAttempt(string.Create(CultureInfo.InvariantCulture, $"scene-{_seed + index}"),
                new(index + 1, Seed: _seed + index));
        if (response is not { } caption)
            return attempt with
            {
                Reason = task == ResponseTask.Compare ? "the scene gives nothing to compare"
                : "the scene gives nothing to conclude"
            };
        // The caption used the seed itself: the edit must not follow the same draws.
        var edit = _editor.Edit(scene, caption, new SeededRandom(unchecked(31 * (_seed + index) + 17)));
        if (edit is null) return attempt with { Reason = "no edit of the response keeps the words balanced" };
        string[] sentences = [.. caption.Sentences.Select(s => s.Text)];
        var image = scene.Render();
        var chosen = _pipeline.For(scene, caption);
        if (new VisionPairBuilder(chosen).Build(image, sentences) is not { } vision)
            return attempt with { Reason = "no object can be removed" };
        return attempt with
        {
            Pair = new(attempt.Id, ResponseWriter.Prompt(task), caption.Text, edit.Rejected.Text),
            Vision = vision,
            OriginalScores = [.. sentences.Select(s => chosen.Scorer.Score(image, s))],
            Edit = new(edit.Type.ToString().ToLowerInvariant(), FactEdits.Word(edit.Truth), FactEdits.Word(edit.Error)),
        };
    }
}

using ResearchKit.Benchmarks.SceneSuites;
using ResearchKit.Imaging;
using ResearchKit.Models.Llava;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// A model of the lab as a responder: it sees the images of a suite and nothing else. It answers the whole suite at
/// once, since many images together are faster than one after the other. Open questions are beyond its words; it leaves
/// them empty.
/// </summary>
public sealed class LlavaResponder : ISceneResponder
{
    private readonly string[] _captions;
    private readonly Dictionary<(Scene Scene, string Question), string> _answers;

    /// <summary>Lets a model answer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="suite">A suite over scenes of <see cref="HabitWorld"/>: <see cref="HeldOutScenes.Suite"/>.</param>
    public LlavaResponder(LlavaModel model, SceneSuite suite)
    {
        RgbImage[] images = [.. suite.Scenes.Select(s => HallucinatingStart.Seen(s.Render()))];
        (int Scene, string Question)[] asked =
        [
            .. suite.Questions.Select(q => (q.Scene, Plain(q.Question.Text)))
                .Concat(suite.Pope.Values.SelectMany(file => file)
                    .Select(q => (SceneSuite.SceneOf(q.Image), Plain(q.Text))))
                .Distinct(),
        ];
        var replies = new GreedyReplies(model);
        _captions = replies.Captions(images);
        _answers = asked.Zip(replies.Answers([.. asked.Select(a => (images[a.Scene], a.Question))]))
            .ToDictionary(a => (suite.Scenes[a.First.Scene], a.First.Question), a => Capitalized(a.Second));
    }

    /// <inheritdoc/>
    public string Describe(Scene scene, int index) => _captions[index];

    /// <inheritdoc/>
    public string Answer(Scene scene, string question, bool truth) => _answers[(scene, Plain(question))];

    /// <inheritdoc/>
    public string Answer(Scene scene, OpenQuestion question) => "";

    // POPE's "Is there a cat in the image?" in the words of the lab.
    private static string Plain(string question) =>
        question.Replace(" in the image", "", StringComparison.Ordinal).ToLowerInvariant();

    // AMBER's script reads exactly Yes and No.
    private static string Capitalized(string word) =>
        word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}

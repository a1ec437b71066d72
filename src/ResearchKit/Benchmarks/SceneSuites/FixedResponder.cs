using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>Answers without looking: the same to every question. What it scores, a benchmark gives away.</summary>
/// <param name="answer">The answer; descriptions are empty.</param>
public sealed class FixedResponder(string answer) : ISceneResponder
{
    /// <inheritdoc/>
    public string Describe(Scene scene, int index) => "";

    /// <inheritdoc/>
    public string Answer(Scene scene, string question, bool truth) => answer;

    /// <inheritdoc/>
    public string Answer(Scene scene, OpenQuestion question) => answer;
}

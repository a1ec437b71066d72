using ResearchKit.Pairs.Language;
using ResearchKit.Scenes;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>What is asked: a model that sees the image, or a stand-in that knows the scene.</summary>
public interface ISceneResponder
{
    /// <summary>A description of the scene.</summary>
    string Describe(Scene scene, int index);

    /// <summary>An answer to a yes/no question.</summary>
    string Answer(Scene scene, string question, bool truth);

    /// <summary>An answer to an open question.</summary>
    string Answer(Scene scene, OpenQuestion question);
}

/// <summary>
/// A stand-in for a model with stated error rates: it knows the scene, describes it as
/// <see cref="HallucinatingCaptioner"/> does, and gets answers wrong at a rate, with a leaning to yes.
/// </summary>
/// <param name="hallucination">Rate of false facts in descriptions, 0 to 1.</param>
/// <param name="errors">Rate of wrong answers, 0 to 1.</param>
/// <param name="yes">Share of the wrong answers to yes-questions that are given nevertheless right: 1 errs only toward
/// yes.</param>
/// <param name="sentences">Most sentences of a description.</param>
/// <param name="seed">Seed of its choices.</param>
public sealed class ErringResponder(
    double hallucination, double errors, double yes = 0, int sentences = int.MaxValue, int seed = 1) : ISceneResponder
{
    private readonly HallucinatingCaptioner _captioner = new(hallucination);
    private readonly Pope.PythonRandom _random = new((ulong)seed);

    /// <inheritdoc/>
    public string Describe(Scene scene, int index)
    {
        var said = _captioner.Describe(scene, new SeededRandom(unchecked(seed * 104729 + index))).Said;
        return string.Join(' ', said.Sentences.Take(sentences).Select(s => s.Text));
    }

    /// <inheritdoc/>
    public string Answer(Scene scene, string question, bool truth)
    {
        var wrong = Chance(errors) && !(truth && Chance(yes));
        return truth != wrong ? "Yes" : "No";
    }

    /// <inheritdoc/>
    public string Answer(Scene scene, OpenQuestion question) => Chance(errors) ? question.Wrong : question.Truth;

    private bool Chance(double probability) => _random.Below(1 << 20) < probability * (1 << 20);
}

using ResearchKit.Imaging;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>A question about a scene with a better and a worse answer.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="Prompt">The question.</param>
/// <param name="Chosen">The better answer, y_w.</param>
/// <param name="Rejected">The worse one, y_l.</param>
public sealed record ScenePair(Scene Scene, string Prompt, string Chosen, string Rejected)
{
    /// <summary>An answer of middling quality, for losses over rankings; the worse one if there is none.</summary>
    public string Middle { get; init; } = Rejected;

    /// <summary>A true answer, for methods that correct.</summary>
    public string Truth { get; init; } = Chosen;

    /// <summary>What the question asks for; null if it asks for a description.</summary>
    public Fact? Asked { get; init; }

    /// <summary>How much the pair counts, for methods that weigh pairs.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The image, I_w.</summary>
    public RgbImage Image { get; } = Scene.Render();

    /// <summary>What the better answer says, sentence by sentence, as far as it can be read.</summary>
    public Caption Said => SceneLanguage.Read(Chosen).OfType<CaptionSentence>().ToArray() is { Length: > 0 } read
        ? new(read)
        : new([new(Chosen, [])]);
}

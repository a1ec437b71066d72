using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>Makes hard negatives as VaPR does (arXiv 2510.01700): the preferred response with one targeted
/// error.</summary>
public interface ICaptionEditor
{
    /// <summary>An edit of any type that the response allows, tried in an order drawn anew each time; null if none is
    /// possible.</summary>
    /// <param name="scene">The scene, of which the error should be false.</param>
    /// <param name="caption">The preferred response.</param>
    /// <param name="random">Draws type, fact and replacement.</param>
    CaptionEdit? Edit(Scene scene, Caption caption, SeededRandom random);

    /// <summary>An edit of one type; null if none is possible or accepted.</summary>
    /// <param name="scene">The scene, of which the error should be false.</param>
    /// <param name="caption">The preferred response.</param>
    /// <param name="type">The kind of error.</param>
    /// <param name="random">Draws the fact and its replacement.</param>
    CaptionEdit? Edit(Scene scene, Caption caption, EditType type, SeededRandom random);
}

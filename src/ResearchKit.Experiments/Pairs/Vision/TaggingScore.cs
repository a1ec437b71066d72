using ResearchKit.Pairs.Vision;
using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>How well an image tagger names one category, over a set of scenes.</summary>
/// <param name="Tag">The category's noun; "all" for the sum over the categories.</param>
/// <param name="Scenes">Scenes that have the category.</param>
/// <param name="Found">Those of them in which it was named.</param>
/// <param name="FalseAlarms">Scenes in which it was named and is not.</param>
public sealed record TaggingScore(string Tag, int Scenes, int Found, int FalseAlarms)
{
    /// <summary>The share of what was named that is there, 0 to 1; not a number if it was never named.</summary>
    public double Precision => (double)Found / (Found + FalseAlarms);

    /// <summary>The share of what is there that was named, 0 to 1; not a number if no scene has it.</summary>
    public double Recall => (double)Found / Scenes;

    /// <summary>One score per category in alphabetical order, then their sum.</summary>
    public static IReadOnlyList<TaggingScore> Of(IImageTagger tagger, IReadOnlyList<SceneExample> examples)
    {
        var named = SeedSweep.Run(examples, e => tagger.Tag(e.Image).ToHashSet());
        var scores = Enum.GetValues<Category>().Select(category =>
        {
            var tag = category.Noun();
            var outcomes =
                examples.Select((e, i) => (There: e.Scene.CountOf(category) > 0, Named: named[i].Contains(tag)))
                .ToArray();
            return new TaggingScore(tag, outcomes.Count(o => o.There), outcomes.Count(o => o.There && o.Named),
                outcomes.Count(o => !o.There && o.Named));
        }).OrderBy(s => s.Tag, StringComparer.Ordinal).ToArray();
        return [.. scores,
            new("all", scores.Sum(s => s.Scenes), scores.Sum(s => s.Found), scores.Sum(s => s.FalseAlarms))];
    }
}

using ResearchKit.Scenes;

namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>In words, what an image tagger got wrong in a scene.</summary>
internal static class TaggingNote
{
    /// <summary>"all named", or "overlooked: lamp; invented: tree".</summary>
    /// <param name="example">The scene.</param>
    /// <param name="tags">What was named.</param>
    public static string Of(SceneExample example, IReadOnlyList<string> tags)
    {
        var there = example.Scene.Objects.Select(o => o.Category.Noun()).Distinct().ToArray();
        var wrong =
            new (string What, string[] Tags)[] { ("overlooked", [.. there.Except(tags)]),
                ("invented", [.. tags.Except(there)]) }
            .Where(w => w.Tags.Length > 0).Select(w => $"{w.What}: {string.Join(", ", w.Tags)}").ToArray();
        return wrong.Length > 0 ? string.Join("; ", wrong) : "all named";
    }
}

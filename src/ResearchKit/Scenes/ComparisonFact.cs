namespace ResearchKit.Scenes;

/// <summary>How one kind of thing compares with another.</summary>
public enum ComparisonKind
{
    /// <summary>Each is larger than each of the others.</summary>
    Larger,
    /// <summary>The mirror of <see cref="Larger"/>.</summary>
    Smaller,
    /// <summary>There are more of them.</summary>
    More,
    /// <summary>The mirror of <see cref="More"/>.</summary>
    Fewer,
}

/// <summary>The first category compares so with the second.</summary>
public sealed record ComparisonFact(Category Subject, ComparisonKind Kind, Category Object) : Fact
{
    /// <inheritdoc/>
    public override bool IsTrueOf(Scene scene) => Kind switch
    {
        ComparisonKind.Larger => Exceeds(scene, Subject, Object),
        ComparisonKind.Smaller => Exceeds(scene, Object, Subject),
        ComparisonKind.More => scene.CountOf(Subject) > scene.CountOf(Object),
        _ => scene.CountOf(Subject) < scene.CountOf(Object),
    };

    // Large against small alone: two small things differ by a pixel or two, which nobody sees.
    private static bool Exceeds(Scene scene, Category large, Category small)
    {
        var these = scene.Objects.Where(o => o.Category == large).ToArray();
        var those = scene.Objects.Where(o => o.Category == small).ToArray();
        return these.Length > 0 && those.Length > 0
            && these.All(o => o.Size == ObjectSize.Large) && those.All(o => o.Size == ObjectSize.Small);
    }
}

/// <summary>Mirrors comparisons.</summary>
public static class Comparisons
{
    /// <summary>What the second is to the first.</summary>
    public static ComparisonKind Opposite(this ComparisonKind kind) => kind switch
    {
        ComparisonKind.Larger => ComparisonKind.Smaller,
        ComparisonKind.Smaller => ComparisonKind.Larger,
        ComparisonKind.More => ComparisonKind.Fewer,
        _ => ComparisonKind.More,
    };
}

using System.Runtime.CompilerServices;

namespace ResearchKit.Scenes;

/// <summary>How one object lies to another.</summary>
public enum RelationKind
{
    /// <summary>Every pixel of the first lies left of every pixel of the second.</summary>
    LeftOf,
    /// <summary>The mirror of <see cref="LeftOf"/>.</summary>
    RightOf,
    /// <summary>Every pixel of the first lies above every pixel of the second, and the first does not stand on
    /// it.</summary>
    Above,
    /// <summary>The mirror of <see cref="Above"/>.</summary>
    Below,
    /// <summary>The first stands on the second.</summary>
    On,
    /// <summary>The first lies in the second.</summary>
    Inside,
}

/// <summary>A relation between two objects of a scene.</summary>
/// <param name="Subject">Index of the first object.</param>
/// <param name="Kind">How it lies to the second.</param>
/// <param name="Object">Index of the second object.</param>
public sealed record Relation(int Subject, RelationKind Kind, int Object);

/// <summary>Reads relations off a scene.</summary>
public static class Relations
{
    // Scenes never change, masks are costly to draw, and facts ask for the same scene's relations again and again.
    private static readonly ConditionalWeakTable<Scene, IReadOnlyList<Relation>> Known = [];

    /// <summary>Every relation that holds, in the order of the objects.</summary>
    public static IReadOnlyList<Relation> Of(Scene scene) => Known.GetValue(scene, Find);

    private static List<Relation> Find(Scene scene)
    {
        var boxes = Enumerable.Range(0, scene.Objects.Count).Select(scene.BoxOf).ToArray();
        var found = new List<Relation>();
        for (var a = 0; a < boxes.Length; a++)
            for (var b = 0; b < boxes.Length; b++)
            {
                if (a == b) continue;
                var carried = scene.Objects[a].Carrier == b;
                var carries = scene.Objects[b].Carrier == a;
                if (carried)
                    found.Add(
                        new(a, scene.Objects[b].Category == Category.Table ? RelationKind.On : RelationKind.Inside, b));
                if (boxes[a].Right <= boxes[b].X) found.Add(new(a, RelationKind.LeftOf, b));
                if (boxes[b].Right <= boxes[a].X) found.Add(new(a, RelationKind.RightOf, b));
                if (!carried && boxes[a].Bottom <= boxes[b].Y) found.Add(new(a, RelationKind.Above, b));
                if (!carries && boxes[b].Bottom <= boxes[a].Y) found.Add(new(a, RelationKind.Below, b));
            }
        return found;
    }

    /// <summary>The mirror image: what the second object is to the first; null for standing on and lying in.</summary>
    public static RelationKind? Opposite(this RelationKind kind) => kind switch
    {
        RelationKind.LeftOf => RelationKind.RightOf,
        RelationKind.RightOf => RelationKind.LeftOf,
        RelationKind.Above => RelationKind.Below,
        RelationKind.Below => RelationKind.Above,
        _ => null,
    };
}

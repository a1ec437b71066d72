using ResearchKit.Imaging;
using ResearchKit.Imaging.Drawing;

namespace ResearchKit.Scenes;

/// <summary>
/// A drawn image of which everything is known: objects, attributes, boxes, masks, relations, and what lies behind
/// each object.
/// </summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Background">Where it takes place.</param>
/// <param name="Objects">The objects, from back to front.</param>
public sealed record Scene(int Width, int Height, Background Background, IReadOnlyList<SceneObject> Objects)
{
    /// <summary>The image.</summary>
    public RgbImage Render() => Draw(Objects);

    /// <summary>The image that object <paramref name="index"/> was never in: the truth for removing it.</summary>
    public RgbImage RenderWithout(int index) => Draw(Objects.Where((_, i) => i != index));

    /// <summary>The scene without object <paramref name="index"/>; what it carried stays where it is.</summary>
    public Scene Without(int index) => this with
    {
        Objects = [.. Objects.Where((_, i) => i != index).Select(o => o.Carrier == index ? o with { Carrier = -1 }
            : o.Carrier > index ? o with { Carrier = o.Carrier - 1 } : o)],
    };

    /// <summary>Every pixel that object <paramref name="index"/> would touch if nothing stood before it.</summary>
    public Mask MaskOf(int index) =>
        Shapes(Objects[index])
        .Aggregate(new Mask(Width, Height), (mask, part) => mask.Or(part.Shape.ToMask(Width, Height)));

    /// <summary>The part of <see cref="MaskOf"/> that no later object covers.</summary>
    public Mask VisibleMaskOf(int index) =>
        Enumerable.Range(index + 1, Objects.Count - index - 1)
        .Aggregate(MaskOf(index), (mask, later) => mask.Minus(MaskOf(later)));

    /// <summary><see cref="VisibleMaskOf"/> of every object, drawn in one pass.</summary>
    public IReadOnlyList<Mask> VisibleMasks()
    {
        var masks = new Mask[Objects.Count];
        var before = new Mask(Width, Height);
        for (var i = Objects.Count - 1; i >= 0; i--)
        {
            var whole = MaskOf(i);
            masks[i] = whole.Minus(before);
            before = before.Or(whole);
        }
        return masks;
    }

    /// <summary>The smallest box around the whole object.</summary>
    public Box BoxOf(int index) => MaskOf(index).Bounds();

    /// <summary>How many objects of the category there are.</summary>
    public int CountOf(Category category) => Objects.Count(o => o.Category == category);

    private RgbImage Draw(IEnumerable<SceneObject> objects)
    {
        var image = Backgrounds.Paint(Background, Width, Height);
        foreach (var item in objects)
            foreach (var part in Shapes(item))
                image.Fill(part.Shape, (x, y) => part.Paint.At(item, x, y));
        return image;
    }

    private static IEnumerable<Part> Shapes(SceneObject item) => Sprites.Of(item.Category, item.State)
        .Select(p => p with { Shape = p.Shape.Place(item.Frame.Width / 100.0, item.Frame.X, item.Frame.Y) });
}

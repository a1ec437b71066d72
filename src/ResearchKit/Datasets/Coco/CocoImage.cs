using ResearchKit.Imaging;

namespace ResearchKit.Datasets.Coco;

/// <summary>An image of an annotation file and what is annotated in it.</summary>
/// <param name="Id">The file's number or name for it.</param>
/// <param name="FileName">Its <c>file_name</c>, as written.</param>
/// <param name="Width">Pixels per row; 0 if the file does not say.</param>
/// <param name="Height">Rows; 0 if the file does not say.</param>
/// <param name="Annotations">In the order of the file.</param>
public sealed record CocoImage(string Id, string FileName, int Width, int Height,
    IReadOnlyList<CocoAnnotation> Annotations)
{
    /// <summary>The annotations in the frame of the image as it is shown, if they are in that of the image as it is
    /// stored.</summary>
    /// <param name="turn">From the stored to the shown frame.</param>
    public CocoImage Turned(Turn turn) => this with
    {
        Width = turn.Width,
        Height = turn.Height,
        Annotations =
            [.. Annotations.Select(a => a with { Bounds = turn.Box(a.Bounds), Shape = a.Shape?.Turned(turn) })],
    };
}

/// <summary>One annotated object, or one crowd of them.</summary>
/// <param name="Id">The file's number for it.</param>
/// <param name="Category">The name of its category.</param>
/// <param name="Bounds">Left, top, width and height in pixels, with fractions.</param>
/// <param name="Shape">Its outline or pixels; null if the file gives a box alone.</param>
/// <param name="IsCrowd">Whether it covers several objects at once.</param>
public sealed record CocoAnnotation(
    string Id, string Category, (double X, double Y, double Width, double Height) Bounds, CocoShape? Shape,
    bool IsCrowd)
{
    /// <summary>The whole pixels that the bounds touch, as far as the image reaches; empty if they have no extent
    /// there.</summary>
    /// <param name="width">Pixels per row of the image.</param>
    /// <param name="height">Its rows.</param>
    public Box Box(int width, int height)
    {
        var (x, y, w, h) = Bounds;
        if (w <= 0 || h <= 0) return default;
        int left = Place(Math.Floor(x), width), top = Place(Math.Floor(y), height);
        return new(left, top, Place(Math.Ceiling(x + w), width) - left, Place(Math.Ceiling(y + h), height) - top);

        static int Place(double at, int end) => (int)Math.Clamp(at, 0, end);
    }
}

/// <summary>Which pixels an annotation covers.</summary>
public abstract record CocoShape
{
    /// <summary>The covered pixels of an image of the given size.</summary>
    /// <exception cref="FormatException">The shape belongs to an image of another size.</exception>
    public abstract Mask ToMask(int width, int height);

    /// <summary>Left, top, width and height of what it covers.</summary>
    public abstract (double X, double Y, double Width, double Height) Bounds();

    /// <summary>The shape in the frame of an image that is shown in another orientation than it is stored.</summary>
    /// <param name="turn">From the stored to the shown frame.</param>
    public abstract CocoShape Turned(Turn turn);
}

/// <summary>Outlines in pixel coordinates; a pixel is covered if its center lies inside one of them.</summary>
/// <param name="Rings">Each x, y, x, y, ... of at least three corners.</param>
public sealed record CocoPolygons(IReadOnlyList<float[]> Rings) : CocoShape
{
    /// <inheritdoc/>
    public override Mask ToMask(int width, int height)
    {
        var mask = new Mask(width, height);
        foreach (var ring in Rings)
            for (var y = 0; y < height; y++) Fill(mask, ring, y);
        return mask;
    }

    /// <inheritdoc/>
    public override (double X, double Y, double Width, double Height) Bounds()
    {
        float[] x = [.. Rings.SelectMany(r => r.Where((_, k) => k % 2 == 0))],
            y = [.. Rings.SelectMany(r => r.Where((_, k) => k % 2 == 1))];
        return (x.Min(), y.Min(), (double)x.Max() - x.Min(), (double)y.Max() - y.Min());
    }

    /// <inheritdoc/>
    public override CocoShape Turned(Turn turn) => new CocoPolygons([.. Rings.Select(ring =>
    {
        var turned = new float[ring.Length];
        for (var k = 0; k < ring.Length; k += 2)
        {
            var (x, y) = turn.Point(ring[k], ring[k + 1]);
            (turned[k], turned[k + 1]) = ((float)x, (float)y);
        }
        return turned;
    })]);

    // Where the ring crosses the row of pixel centers, inside and outside take turns.
    private static void Fill(Mask mask, float[] ring, int row)
    {
        var y = row + 0.5;
        var crossings = new List<double>();
        double px = ring[^2], py = ring[^1];
        for (var k = 0; k < ring.Length; k += 2)
        {
            double cx = ring[k], cy = ring[k + 1];
            if (cy > y != py > y) crossings.Add((px - cx) * (y - cy) / (py - cy) + cx);
            (px, py) = (cx, cy);
        }
        crossings.Sort();
        for (var k = 0; k + 1 < crossings.Count; k += 2)
        {
            var end = Math.Min(mask.Width, Math.Ceiling(crossings[k + 1] - 0.5));
            for (var x = (int)Math.Max(0, Math.Ceiling(crossings[k] - 0.5)); x < end; x++) mask[x, row] = true;
        }
    }
}

/// <summary>Runs of pixels, as crowds are annotated.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Counts">See <see cref="RunLengths"/>.</param>
public sealed record CocoRuns(int Width, int Height, int[] Counts) : CocoShape
{
    /// <inheritdoc/>
    public override Mask ToMask(int width, int height) => (width, height) == (Width, Height)
        ? RunLengths.ToMask(Counts, width, height)
        : throw new FormatException(
            $"run lengths for {Width} x {Height} pixels do not fit an image of {width} x {height}");

    /// <inheritdoc/>
    public override (double X, double Y, double Width, double Height) Bounds()
    {
        var box = ToMask(Width, Height).Bounds();
        return (box.X, box.Y, box.Width, box.Height);
    }

    /// <inheritdoc/>
    public override CocoShape Turned(Turn turn)
    {
        var mask = turn.Apply(ToMask(Width, Height));
        return new CocoRuns(mask.Width, mask.Height, RunLengths.Of(mask));
    }
}

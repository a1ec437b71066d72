namespace ResearchKit.Imaging.Drawing;

/// <summary>
/// A plane figure in pixel coordinates: pixel (x, y) covers the square from (x, y) to (x + 1, y + 1). What a figure
/// covers of each pixel gives both its anti-aliased drawing and its exact mask.
/// </summary>
public abstract record Shape
{
    // Sample points per pixel and axis: 64 levels of coverage.
    private const int Samples = 8;

    /// <summary>A rectangle that holds the whole figure.</summary>
    public abstract (double Left, double Top, double Right, double Bottom) Extent { get; }

    /// <summary>Whether a point lies inside.</summary>
    public abstract bool Contains(double x, double y);

    /// <summary>The figure with every coordinate multiplied by <paramref name="factor"/>, then moved.</summary>
    public abstract Shape Place(double factor, double dx, double dy);

    /// <summary>The share of pixel (x, y) that lies inside, 0 to 1 in steps of 1/64.</summary>
    public double Coverage(int x, int y)
    {
        var inside = 0;
        for (var j = 0; j < Samples; j++)
            for (var i = 0; i < Samples; i++)
                if (Contains(x + (i + 0.5) / Samples, y + (j + 0.5) / Samples)) inside++;
        return (double)inside / (Samples * Samples);
    }

    /// <summary>The pixels that the figure may touch, inside an image of the given size.</summary>
    public Box Pixels(int width, int height)
    {
        var (left, top, right, bottom) = Extent;
        int x = (int)Math.Floor(Math.Clamp(left, 0, width)), y = (int)Math.Floor(Math.Clamp(top, 0, height));
        return new(x, y, (int)Math.Ceiling(Math.Clamp(right, 0, width)) - x,
            (int)Math.Ceiling(Math.Clamp(bottom, 0, height)) - y);
    }

    /// <summary>Every pixel of which the figure covers any sample: where drawing it can change the image.</summary>
    public Mask ToMask(int width, int height)
    {
        var mask = new Mask(width, height);
        var box = Pixels(width, height);
        for (var y = box.Y; y < box.Bottom; y++)
            for (var x = box.X; x < box.Right; x++)
                mask[x, y] = Touches(x, y);
        return mask;
    }

    // Whether Coverage is above 0; most pixels of a figure answer at the first sample.
    private bool Touches(int x, int y)
    {
        for (var j = 0; j < Samples; j++)
            for (var i = 0; i < Samples; i++)
                if (Contains(x + (i + 0.5) / Samples, y + (j + 0.5) / Samples)) return true;
        return false;
    }
}

namespace ResearchKit.Imaging;

/// <summary>How an image is shown that a camera stored on its side: the turns and mirrors of Exif's
/// orientations.</summary>
/// <param name="Orientation">1 to 8, as in the Exif standard (tag 0x0112).</param>
/// <param name="StoredWidth">Pixels per row as stored.</param>
/// <param name="StoredHeight">Rows as stored.</param>
public readonly record struct Turn(int Orientation, int StoredWidth, int StoredHeight)
{
    /// <summary>Whether rows become columns.</summary>
    public bool SwapsSides => Orientation >= 5;

    /// <summary>Pixels per row as shown.</summary>
    public int Width => SwapsSides ? StoredHeight : StoredWidth;

    /// <summary>Rows as shown.</summary>
    public int Height => SwapsSides ? StoredWidth : StoredHeight;

    /// <summary>Where a point of the stored image is shown; pixel (0, 0) reaches from 0 to 1.</summary>
    public (double X, double Y) Point(double x, double y) => Orientation switch
    {
        2 => (StoredWidth - x, y),
        3 => (StoredWidth - x, StoredHeight - y),
        4 => (x, StoredHeight - y),
        5 => (y, x),
        6 => (StoredHeight - y, x),
        7 => (StoredHeight - y, StoredWidth - x),
        8 => (y, StoredWidth - x),
        _ => (x, y),
    };

    /// <summary>Where a box of the stored image is shown: left, top, width, height.</summary>
    public (double X, double Y, double Width, double Height) Box((double X, double Y, double Width, double Height) box)
    {
        var (x0, y0) = Point(box.X, box.Y);
        var (x1, y1) = Point(box.X + box.Width, box.Y + box.Height);
        return (Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0));
    }

    /// <summary>The place of a stored pixel.</summary>
    public (int X, int Y) Pixel(int x, int y)
    {
        var (shownX, shownY) = Point(x + 0.5, y + 0.5);
        return ((int)shownX, (int)shownY);
    }

    /// <summary>The image as it is shown.</summary>
    public RgbImage Apply(RgbImage stored)
    {
        if (Orientation <= 1) return stored;
        var shown = new RgbImage(Width, Height);
        for (var y = 0; y < StoredHeight; y++)
            for (var x = 0; x < StoredWidth; x++)
            {
                var (toX, toY) = Pixel(x, y);
                stored.Row(y).Slice(3 * x, 3).CopyTo(shown.Row(toY)[(3 * toX)..]);
            }
        return shown;
    }

    /// <summary>The mask as it is shown.</summary>
    public Mask Apply(Mask stored)
    {
        var shown = new Mask(Width, Height);
        for (var y = 0; y < StoredHeight; y++)
            for (var x = 0; x < StoredWidth; x++)
            {
                if (!stored[x, y]) continue;
                var (toX, toY) = Pixel(x, y);
                shown[toX, toY] = true;
            }
        return shown;
    }
}

namespace ResearchKit.Imaging;

/// <summary>A set of pixels of an image, with the algebra of sets. Masks of different sizes do not mix.</summary>
public sealed class Mask
{
    private readonly bool[] _covered;

    /// <summary>An empty mask.</summary>
    /// <param name="width">Pixels per row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public Mask(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        (Width, Height, _covered) = (width, height, new bool[checked(width * height)]);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Whether the pixel at column <paramref name="x"/> of row <paramref name="y"/> belongs to the
    /// set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place lies outside the image.</exception>
    public bool this[int x, int y]
    {
        get => _covered[Offset(x, y)];
        set => _covered[Offset(x, y)] = value;
    }

    /// <summary>Number of pixels in the set.</summary>
    public int Area => _covered.AsSpan().Count(true);

    /// <summary>All pixels of a box, as far as it lies inside the image.</summary>
    public static Mask Of(Box box, int width, int height)
    {
        var mask = new Mask(width, height);
        var inside = box.Intersect(new(0, 0, width, height));
        for (var y = inside.Y; y < inside.Bottom; y++)
            mask._covered.AsSpan(y * width + inside.X, inside.Width).Fill(true);
        return mask;
    }

    /// <summary>The smallest box around the set; an empty box if it is empty.</summary>
    public Box Bounds()
    {
        var box = default(Box);
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            var first = row.IndexOf(true);
            if (first >= 0) box = box.Union(new(first, y, row.LastIndexOf(true) - first + 1, 1));
        }
        return box;
    }

    /// <summary>Pixels in both sets.</summary>
    public Mask And(Mask other)
    {
        var result = Like(other);
        for (var i = 0; i < _covered.Length; i++) result._covered[i] = _covered[i] & other._covered[i];
        return result;
    }

    /// <summary>Pixels in one set or the other.</summary>
    public Mask Or(Mask other)
    {
        var result = Like(other);
        for (var i = 0; i < _covered.Length; i++) result._covered[i] = _covered[i] | other._covered[i];
        return result;
    }

    /// <summary>Pixels in this set and not in the other.</summary>
    public Mask Minus(Mask other)
    {
        var result = Like(other);
        for (var i = 0; i < _covered.Length; i++) result._covered[i] = _covered[i] & !other._covered[i];
        return result;
    }

    /// <summary>Pixels outside the set.</summary>
    public Mask Not()
    {
        var result = Like(this);
        for (var i = 0; i < _covered.Length; i++) result._covered[i] = !_covered[i];
        return result;
    }

    /// <summary>All pixels at most <paramref name="radius"/> away (Euclidean, between centers) from one of the
    /// set.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="radius"/> is negative.</exception>
    public Mask Dilate(int radius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        var grown = new Mask(Width, Height);
        for (var y = 0; y < Height; y++)
            for (var dy = -radius; dy <= radius; dy++)
            {
                if ((uint)(y + dy) >= (uint)Height) continue;
                var reach = (int)Math.Sqrt(radius * radius - dy * dy);
                Spread(Row(y), grown._covered.AsSpan((y + dy) * Width, Width), reach);
            }
        return grown;
    }

    /// <summary>Pixels whose whole neighborhood of <paramref name="radius"/> lies in the set.</summary>
    public Mask Erode(int radius) => Not().Dilate(radius).Not();

    /// <summary>Intersection over union, 0 to 1; 0 if both sets are empty.</summary>
    public double IntersectionOverUnion(Mask other)
    {
        var all = Or(other).Area;
        return all == 0 ? 0 : (double)And(other).Area / all;
    }

    /// <summary>A row of the set.</summary>
    public ReadOnlySpan<bool> Row(int y) => _covered.AsSpan(y * Width, Width);

    // Marks every pixel of the row within reach of a set one; one pass, whatever the reach.
    private static void Spread(ReadOnlySpan<bool> from, Span<bool> to, int reach)
    {
        var done = 0;
        for (var x = 0; x < from.Length; x++)
        {
            if (!from[x]) continue;
            var start = Math.Max(done, x - reach);
            done = Math.Min(from.Length, x + reach + 1);
            to[start..done].Fill(true);
        }
    }

    // An empty mask, if the two are of one size.
    private Mask Like(Mask other) => other.Width == Width && other.Height == Height
        ? new(Width, Height)
        : throw new ArgumentException($"masks of {Width} x {Height} and {other.Width} x {other.Height} do not mix",
            nameof(other));

    private int Offset(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height
        ? y * Width + x
        : throw new ArgumentOutOfRangeException(nameof(x),
            $"pixel ({x}, {y}) lies outside a mask of {Width} x {Height}");
}

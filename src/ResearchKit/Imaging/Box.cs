namespace ResearchKit.Imaging;

/// <summary>A rectangle of whole pixels: columns X to X + Width - 1, rows Y to Y + Height - 1.</summary>
/// <param name="X">Left column.</param>
/// <param name="Y">Top row.</param>
/// <param name="Width">Columns; 0 for an empty box.</param>
/// <param name="Height">Rows; 0 for an empty box.</param>
public readonly record struct Box(int X, int Y, int Width, int Height)
{
    /// <summary>The column right of the box.</summary>
    public int Right => X + Width;

    /// <summary>The row below the box.</summary>
    public int Bottom => Y + Height;

    /// <summary>Number of pixels.</summary>
    public int Area => Width * Height;

    /// <summary>True if there is no pixel.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>What both boxes cover; an empty box where they do not meet.</summary>
    public Box Intersect(Box other)
    {
        int x = Math.Max(X, other.X), y = Math.Max(Y, other.Y);
        return new(x, y, Math.Max(0, Math.Min(Right, other.Right) - x),
            Math.Max(0, Math.Min(Bottom, other.Bottom) - y));
    }

    /// <summary>The smallest box around both.</summary>
    public Box Union(Box other)
    {
        if (IsEmpty) return other;
        if (other.IsEmpty) return this;
        int x = Math.Min(X, other.X), y = Math.Min(Y, other.Y);
        return new(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }

    /// <summary>Intersection over union, 0 to 1; 0 if both are empty.</summary>
    public double IntersectionOverUnion(Box other)
    {
        var common = (double)Intersect(other).Area;
        var all = Area + other.Area - common;
        return all > 0 ? common / all : 0;
    }
}

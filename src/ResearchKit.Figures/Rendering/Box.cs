namespace ResearchKit.Figures.Rendering;

/// <summary>A rectangle of the drawing, in pixels; y grows downwards.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    internal double Width => Right - Left;
    internal double Height => Bottom - Top;
    internal double CenterX => (Left + Right) / 2;
    internal double CenterY => (Top + Bottom) / 2;

    internal static Box At(double left, double top, double width, double height) =>
        new(left, top, left + width, top + height);

    internal Box Grow(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    internal bool Overlaps(Box other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    internal bool Contains(Box other) =>
        other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;
}

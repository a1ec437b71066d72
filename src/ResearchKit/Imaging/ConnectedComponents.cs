namespace ResearchKit.Imaging;

/// <summary>Splits a mask into its connected parts.</summary>
public static class ConnectedComponents
{
    /// <summary>The parts in which pixels touch at an edge or a corner, the largest first, equals from the top
    /// left.</summary>
    public static IReadOnlyList<Mask> Of(Mask mask)
    {
        var seen = new Mask(mask.Width, mask.Height);
        var parts = new List<(Mask Part, int Area)>();
        var waiting = new Stack<(int X, int Y)>(); // no recursion: a part may be as large as the image
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
            {
                if (!mask[x, y] || seen[x, y]) continue;
                var part = new Mask(mask.Width, mask.Height);
                var area = 0;
                seen[x, y] = true;
                waiting.Push((x, y));
                while (waiting.TryPop(out var at))
                {
                    part[at.X, at.Y] = true;
                    area++;
                    for (var ny = Math.Max(0, at.Y - 1); ny <= Math.Min(mask.Height - 1, at.Y + 1); ny++)
                        for (var nx = Math.Max(0, at.X - 1); nx <= Math.Min(mask.Width - 1, at.X + 1); nx++)
                        {
                            if (!mask[nx, ny] || seen[nx, ny]) continue;
                            seen[nx, ny] = true;
                            waiting.Push((nx, ny));
                        }
                }
                parts.Add((part, area));
            }
        return [.. parts.OrderByDescending(p => p.Area).Select(p => p.Part)]; // a stable sort: equals keep their order
    }
}

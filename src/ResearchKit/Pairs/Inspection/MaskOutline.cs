using System.Text;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Inspection;

/// <summary>Outlines of masks as SVG paths along the borders of pixels.</summary>
public static class MaskOutline
{
    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (-1, 0), (0, -1)]; // right, down, left, up

    /// <summary>All borders between inside and outside as closed loops; empty for an empty mask.</summary>
    public static string Path(Mask mask)
    {
        // At every corner as many borders begin as end: a walk can only come to its end where it began.
        var edges = Edges(mask);
        var path = new StringBuilder();
        foreach (var start in edges.Keys.ToArray())
            while (edges.ContainsKey(start))
            {
                path.Append($"M{start.X} {start.Y}");
                var at = start;
                do at = Run(edges, at, start, path);
                while (at != start);
                path.Append('z');
            }
        return path.ToString();
    }

    // One straight piece of a loop; returns its end.
    private static (int X, int Y) Run(SortedDictionary<(int X, int Y), List<int>> edges, (int X, int Y) at,
        (int X, int Y) start, StringBuilder path)
    {
        var direction = edges[at][^1];
        var length = 0;
        do
        {
            edges[at].Remove(direction);
            if (edges[at].Count == 0) edges.Remove(at);
            at = (at.X + Steps[direction].X, at.Y + Steps[direction].Y);
            length++;
        } while (at != start && edges[at] is [var only] && only == direction);
        path.Append(direction % 2 == 0 ? 'h' : 'v').Append(direction < 2 ? length : -length);
        return at;
    }

    // From each corner, the directions in which a border goes on, the inside at its right hand.
    private static SortedDictionary<(int X, int Y), List<int>> Edges(Mask mask)
    {
        var edges = new SortedDictionary<(int X, int Y), List<int>>();
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
            {
                if (!mask[x, y]) continue;
                if (!In(x, y - 1)) Add(x, y, 0);
                if (!In(x + 1, y)) Add(x + 1, y, 1);
                if (!In(x, y + 1)) Add(x + 1, y + 1, 2);
                if (!In(x - 1, y)) Add(x, y + 1, 3);
            }
        return edges;

        bool In(int x, int y) => (uint)x < (uint)mask.Width && (uint)y < (uint)mask.Height && mask[x, y];
        void Add(int x, int y, int direction)
        {
            if (!edges.TryGetValue((x, y), out var ways)) edges[(x, y)] = ways = [];
            ways.Add(direction);
        }
    }
}

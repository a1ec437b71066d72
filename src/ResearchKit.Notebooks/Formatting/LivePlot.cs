using System.Diagnostics;
using ResearchKit.Figures;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// A line plot below the cell that grows while a training runs. Disposing it draws the last points, so that the
/// notebook keeps the same plot on every run.
/// </summary>
/// <example><c>using var plot = new LivePlot("loss"); ... plot.Add("DPO", step, loss);</c></example>
public sealed class LivePlot : IDisposable
{
    private const int MostPoints = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly Lock _gate = new();
    private readonly List<(string Name, List<double> X, List<double> Y)> _lines = [];
    private readonly string _name;
    private readonly string _x;
    private readonly string _y;
    private readonly DisplayedValue _shown;
    private long _last;

    /// <summary>Shows an empty place.</summary>
    /// <param name="name">The figure's name.</param>
    /// <param name="x">What is along the horizontal axis, with its unit.</param>
    /// <param name="y">What is along the vertical axis; the name if null.</param>
    public LivePlot(string name, string x = "step", string? y = null)
    {
        (_name, _x, _y) = (name, x, y ?? name);
        _shown = NotebookFunctions.display(NotebookFunctions.HTML("<em>no points yet</em>"));
    }

    /// <summary>Adds a point to a line, which the first point begins; from any thread.</summary>
    public void Add(string line, double x, double y)
    {
        lock (_gate)
        {
            var found = _lines.FindIndex(known => known.Name == line);
            if (found < 0) _lines.Add((line, [], []));
            var (_, xs, ys) = _lines[found < 0 ? ^1 : found];
            xs.Add(x);
            ys.Add(y);
            if (_last != 0 && Stopwatch.GetElapsedTime(_last) < Pause) return;
            Draw();
        }
    }

    /// <summary>Draws what has come since the last drawing.</summary>
    public void Dispose()
    {
        lock (_gate) if (_lines.Count > 0) Draw();
    }

    private void Draw()
    {
        var figure = new Figure(_name).XAxis(_x).YAxis(_y);
        foreach (var (name, xs, ys) in _lines)
        {
            // A drawing has no room for more; the last point is always in it.
            var stride = 1 + (xs.Count - 1) / MostPoints;
            bool Shown(int index) => (xs.Count - 1 - index) % stride == 0;
            figure = figure.Line(name, xs.Where((_, i) => Shown(i)), ys.Where((_, i) => Shown(i)));
        }

        _shown.Update(figure);
        _last = Stopwatch.GetTimestamp();
    }
}

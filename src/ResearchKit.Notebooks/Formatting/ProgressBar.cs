using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// A bar below the cell that fills in place. The notebook keeps its last state, which has no times in it.
/// </summary>
/// <example><c>foreach (var step in steps.WithProgress("training")) ...</c></example>
public sealed class ProgressBar : IProgress<int>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Lock _gate = new();
    private readonly int _total;
    private readonly string _label;
    private readonly DisplayedValue _shown;
    private long _last = Stopwatch.GetTimestamp();
    private int _done;

    /// <summary>Shows an empty bar.</summary>
    /// <param name="total">How many steps there are, at least one.</param>
    /// <param name="label">What they are.</param>
    public ProgressBar(int total, string label = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        (_total, _label) = (total, label);
        _shown = NotebookFunctions.display(new State(0, total, label));
    }

    /// <summary>So many more steps are done; from any thread.</summary>
    public void Advance(int steps = 1)
    {
        lock (_gate) Show(_done + steps);
    }

    /// <summary>So many steps are done in all.</summary>
    public void Report(int value)
    {
        lock (_gate) Show(value);
    }

    private void Show(int done)
    {
        _done = Math.Clamp(done, 0, _total);
        if (_done < _total && Stopwatch.GetElapsedTime(_last) < Pause) return;
        _last = Stopwatch.GetTimestamp();
        _shown.Update(new State(_done, _total, _label));
    }

    /// <summary>How far a bar is.</summary>
    internal sealed record State(int Done, int Total, string Label)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{(Label.Length > 0 ? Label + ": " : "")}{Done} of {Total}");

        public string ToHtml() => string.Create(
            CultureInfo.InvariantCulture,
            $"<progress value=\"{Done}\" max=\"{Total}\"></progress> {WebUtility.HtmlEncode(ToString())}");
    }
}

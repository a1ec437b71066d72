using ResearchKit.Figures;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Formatting;

/// <summary>
/// Where <c>display</c> goes: the output of the running cell and the formatters of its session. It follows the flow
/// of execution (await, Task.Run), so that sessions in one process do not mix.
/// </summary>
/// <param name="output">Of the running cell.</param>
/// <param name="formatters">Of its session.</param>
/// <param name="stopped">Whether the cell is to stop.</param>
internal sealed class DisplayContext(ICellOutput output, FormatterRegistry formatters, Func<bool> stopped)
{
    private static readonly AsyncLocal<DisplayContext?> Flow = new();
    private static readonly FormatterRegistry NoSession = new();
    private static int _displays;

    public static DisplayContext? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>Where <c>display</c> goes outside of our sessions: to the running cell of another kernel, or null for
    /// the console.</summary>
    public static Func<DisplayContext?>? Elsewhere { get; set; }

    /// <summary>The formatters of the running session, or those of code that runs outside of any.</summary>
    public static FormatterRegistry CurrentFormatters => Current?.Formatters ?? NoSession;

    public ICellOutput Output => output;

    public FormatterRegistry Formatters => formatters;

    /// <summary>Whether the cell is to stop.</summary>
    public bool Stopped => stopped();

    public string Show(object? value, params string[] mimeTypes)
    {
        value = formatters.Shown(value);
        Collect(value);
        var id = $"display-{Interlocked.Increment(ref _displays)}";
        output.Display(id, formatters.Format(value, mimeTypes));
        return id;
    }

    /// <summary>The value of a cell's last expression.</summary>
    public void ShowResult(object value)
    {
        // `display(x)` without a semicolon has shown x already.
        if (value is DisplayedValue) return;
        value = formatters.Shown(value)!;
        Collect(value);
        output.Result(formatters.Format(value));
    }

    private void Collect(object? value)
    {
        if (value is IArtifact artifact) output.Artifact(artifact);
    }
}

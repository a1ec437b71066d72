using System.Diagnostics;
using ResearchKit.Kernel.Completion;
using ResearchKit.Kernel.Output;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel;

/// <summary>
/// Pays for starting the compiler while the client still connects, and for starting completion when the user pauses:
/// neither the first cell nor the first completion has to.
/// </summary>
internal static class WarmUp
{
    private const string Cell = "var x = new[] { 1, 2 }.Select(i => i * 2).ToList(); Console.Write(\"\"); x.Count";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);

    /// <param name="intellisense">What is to be ready.</param>
    /// <param name="lastRequest">The time of the last request, as <see cref="Stopwatch.GetTimestamp"/> counts.</param>
    public static void Start(Intellisense intellisense, Func<long> lastRequest)
    {
        var thread = new Thread(() =>
        {
            // A session of its own: what it declares is nobody's.
            var session = new CSharpSession(new SessionOptions(Path.GetTempPath()));
            session.Execute(Cell, "warm-up", new ExpressionValue());
            session.Execute(Cell, "warm-up", new ExpressionValue());
            // Cells that run now want the cores themselves.
            while (Stopwatch.GetElapsedTime(lastRequest()) < Pause) Thread.Sleep(Pause / 4);
            intellisense.Complete("Console.", "Console.".Length);
        })
        { IsBackground = true, Name = "warm-up" };
        thread.Start();
    }
}

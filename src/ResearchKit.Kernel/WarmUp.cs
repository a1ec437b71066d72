using ResearchKit.Kernel.Completion;
using ResearchKit.Kernel.Output;
using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Kernel;

/// <summary>Pays for starting the compiler while the client still connects: the first cell need not.</summary>
internal static class WarmUp
{
    private const string Cell = "var x = new[] { 1, 2 }.Select(i => i * 2).ToList(); Console.Write(\"\"); x.Count";

    public static void Start(Intellisense intellisense)
    {
        var thread = new Thread(() =>
        {
            // A session of its own: what it declares is nobody's.
            var session = new CSharpSession(new SessionOptions(Path.GetTempPath()));
            session.Execute(Cell, "warm-up", new ExpressionValue());
            session.Execute(Cell, "warm-up", new ExpressionValue());
            intellisense.Complete("Console.", "Console.".Length);
        })
        { IsBackground = true, Name = "warm-up", Priority = ThreadPriority.BelowNormal };
        thread.Start();
    }
}

namespace ResearchKit.Cli.Terminal;

/// <summary>Chooses between bars and lines.</summary>
internal static class RunDisplay
{
    public static IRunDisplay For(IEnumerable<string> notebooks) =>
        Messages.IsTerminal ? new BarDisplay(notebooks) : new LineDisplay();
}

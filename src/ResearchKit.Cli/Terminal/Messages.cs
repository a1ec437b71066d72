using Spectre.Console;

namespace ResearchKit.Cli.Terminal;

/// <summary>Text for people: results on stdout, everything else on stderr; color on a terminal only.</summary>
internal static class Messages
{
    private static readonly Lazy<IAnsiConsole> Err = new(() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Interactive = Console.IsErrorRedirected ? InteractionSupport.No : InteractionSupport.Detect,
    }));

    /// <summary>The console on stderr.</summary>
    public static IAnsiConsole ErrorConsole => Err.Value;

    /// <summary>Whether stderr is a terminal that can redraw.</summary>
    public static bool IsTerminal => !Console.IsErrorRedirected && ErrorConsole.Profile.Capabilities.Ansi;

    public static void Error(string message)
    {
        try
        {
            if (IsTerminal) ErrorConsole.MarkupLineInterpolated($"[red]error:[/] {message}");
            else Console.Error.WriteLine($"error: {message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // stderr is closed or full: the exit code says it.
        }
    }

    /// <summary>What a user should know and need not act on, on stderr.</summary>
    public static void Note(string message) => Console.Error.WriteLine($"note: {message}");

    /// <summary>A line of the report, on stdout.</summary>
    public static void Line(string text, string? color = null)
    {
        if (color is null || Console.IsOutputRedirected) Console.Out.WriteLine(text);
        else AnsiConsole.MarkupLine($"[{color}]{Markup.Escape(text)}[/]");
    }
}

using System.Text;
using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Sends what a cell writes to the console into its output, and everything else where it went before. It stays
/// installed: a task that outlives its cell still writes into the notebook, not into the program's own output.
/// </summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lock Gate = new();
    private static (TextWriter Out, TextWriter Error, TextReader In)? _own;
    private readonly TextWriter _original;
    private readonly string _name;

    private ConsoleRouter(TextWriter original, string name)
    {
        _original = original;
        _name = name;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => _original.Encoding;

    /// <summary>Takes the console over, again after a cell has redirected it and not put it back.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (_own is not { } own)
            {
                Console.SetOut(new ConsoleRouter(Console.Out, "stdout"));
                Console.SetError(new ConsoleRouter(Console.Error, "stderr"));
                Console.SetIn(new ConsoleQuestions(Console.In));
                // What the console itself makes of them.
                _own = (Console.Out, Console.Error, Console.In);
                return;
            }

            if (Console.Out != own.Out) Console.SetOut(own.Out);
            if (Console.Error != own.Error) Console.SetError(own.Error);
            if (Console.In != own.In) Console.SetIn(own.In);
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        if (DisplayContext.Current is { } context) context.Output.Stream(_name, value);
        else _original.Write(value);
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Flush() => _original.Flush();
}

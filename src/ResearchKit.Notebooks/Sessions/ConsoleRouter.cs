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
    private static bool _installed;
    private readonly TextWriter _original;
    private readonly string _name;

    private ConsoleRouter(TextWriter original, string name)
    {
        _original = original;
        _name = name;
        CoreNewLine = ['\n'];
    }

    public override Encoding Encoding => _original.Encoding;

    public static void Install()
    {
        lock (Gate)
        {
            if (_installed) return;
            Console.SetOut(new ConsoleRouter(Console.Out, "stdout"));
            Console.SetError(new ConsoleRouter(Console.Error, "stderr"));
            Console.SetIn(new ConsoleQuestions(Console.In));
            _installed = true;
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

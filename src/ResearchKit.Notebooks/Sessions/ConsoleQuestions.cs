using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// What a cell reads from the console is asked of the user of the notebook, line by line; outside of cells the
/// program's own input is read. Where nobody can answer, an error says so: better than a run that hangs.
/// </summary>
internal sealed class ConsoleQuestions(TextReader original) : TextReader
{
    private string line = "";
    private int at;

    public override int Peek() => DisplayContext.Current is null ? original.Peek() : Fill() ? line[at] : -1;

    public override int Read() => DisplayContext.Current is null ? original.Read() : Fill() ? line[at++] : -1;

    public override string? ReadLine()
    {
        if (DisplayContext.Current is not { } context) return original.ReadLine();
        if (at >= line.Length) return context.Output.ReadLine("", password: false);
        var rest = line[at..].TrimEnd('\n');
        at = line.Length;
        return rest;
    }

    private bool Fill()
    {
        if (at < line.Length) return true;
        if (DisplayContext.Current!.Output.ReadLine("", password: false) is not { } answer) return false;
        (line, at) = (answer + "\n", 0);
        return true;
    }
}

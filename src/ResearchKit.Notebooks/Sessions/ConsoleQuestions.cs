using ResearchKit.Notebooks.Formatting;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// What a cell reads from the console is asked of the user of the notebook, line by line; outside of cells the
/// program's own input is read. Where nobody can answer, an error says so: better than a run that hangs.
/// </summary>
internal sealed class ConsoleQuestions(TextReader original) : TextReader
{
    private string _line = "";
    private int _at;

    public override int Peek() => DisplayContext.Current is null ? original.Peek() : Fill() ? _line[_at] : -1;

    public override int Read() => DisplayContext.Current is null ? original.Read() : Fill() ? _line[_at++] : -1;

    public override string? ReadLine()
    {
        if (DisplayContext.Current is not { } context) return original.ReadLine();
        if (_at >= _line.Length) return context.Output.ReadLine("", password: false);
        var rest = _line[_at..].TrimEnd('\n');
        _at = _line.Length;
        return rest;
    }

    private bool Fill()
    {
        if (_at < _line.Length) return true;
        if (DisplayContext.Current!.Output.ReadLine("", password: false) is not { } answer) return false;
        (_line, _at) = (answer + "\n", 0);
        return true;
    }
}

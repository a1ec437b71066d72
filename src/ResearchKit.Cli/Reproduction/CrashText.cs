namespace ResearchKit.Cli.Reproduction;

/// <summary>
/// What a process writes to its standard error: the report of the runtime about its own end is kept, everything before
/// it is passed on.
/// </summary>
/// <param name="other">Told of lines that are no such report.</param>
internal sealed class CrashText(Action<string>? other)
{
    private const int Most = 20;

    // How the runtime begins: an exception nobody caught, endless recursion, FailFast, a fault in native code.
    private static readonly string[] Beginnings =
        ["Unhandled exception. ", "Stack overflow.", "Process terminated.", "Out of memory.", "Fatal error."];
    private readonly List<string> _lines = [];

    /// <summary>The report, its first line without the runtime's words; empty if there is none.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count >= Most) return;
            var begins = Beginnings.FirstOrDefault(b => line.StartsWith(b, StringComparison.Ordinal));
            if (_lines.Count == 0 && begins is not null) _lines.Add(First(line, begins));
            else if (_lines is ["FailFast"] && !line.StartsWith("   at ", StringComparison.Ordinal))
                _lines[0] += $": {line.Trim()}";
            else if (_lines.Count > 0) _lines.Add(line);
            else other?.Invoke(line);
        }
    }

    private static string First(string line, string begins)
    {
        var rest = line[begins.Length..].Trim();
        return begins switch
        {
            "Unhandled exception. " => $"not caught: {rest}",
            "Stack overflow." => "endless recursion: the stack overflowed",
            "Process terminated." => rest.Length > 0 ? $"FailFast: {rest}" : "FailFast",
            "Out of memory." => "out of memory",
            _ => line.Trim(),
        };
    }
}

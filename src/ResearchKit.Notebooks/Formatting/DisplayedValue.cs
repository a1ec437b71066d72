namespace ResearchKit.Notebooks.Formatting;

/// <summary>An output that can be replaced later, also from another cell.</summary>
public sealed class DisplayedValue
{
    private readonly DisplayContext? _context;

    internal DisplayedValue(string id, DisplayContext? context)
    {
        DisplayId = id;
        _context = context;
    }

    /// <summary>Identifies the output within its session; never stored in the notebook.</summary>
    public string DisplayId { get; }

    /// <summary>Shows <paramref name="value"/> in place of what is there.</summary>
    public void Update(object? value)
    {
        // Through the cell that is running: clients such as nbclient listen to no other.
        var current = DisplayContext.Current ?? _context;
        if (_context is null) Console.WriteLine(value.ToDisplayString());
        else current!.Output.Update(DisplayId, current.Formatters.Format(value));
    }
}

namespace ResearchKit.Notebooks.Sessions;

/// <summary>A cell cannot run, for a reason that the session itself found: carries what is to be shown.</summary>
internal sealed class CellException(CellError error) : Exception(error.Message)
{
    public CellError Error => error;

    /// <summary>A directive that cannot be carried out.</summary>
    public static CellException At(string label, int line, string message) =>
        new(new CellError("DirectiveError", $"{message} ({label}, line {line})", [$"{label}, line {line}: {message}"]));
}

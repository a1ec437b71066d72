namespace ResearchKit.Reports.Results;

/// <summary>A table of a notebook.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="Name">The file stem.</param>
/// <param name="Cell">The id of the cell that shows it.</param>
/// <param name="Caption">Its caption as HTML; the name where it has none.</param>
/// <param name="Html">The table.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="IsLedger">Whether it is a claims ledger, which the report shows with all the others, too.</param>
internal sealed record TableResult(
    string Notebook, string Name, string Cell, string Caption, string Html, int Rows, bool IsLedger)
{
    /// <summary>Where the report shows it, from the report's folder.</summary>
    public string Address => $"{Notebook}.html#table-{Name}";

    /// <summary>The table under a name that no table of another notebook has.</summary>
    public string HtmlOnIndex => Html.Replace($"rk-{Name}", $"rk-{Notebook}-{Name}", StringComparison.Ordinal);
}

namespace ResearchKit.Notebooks.Running;

/// <summary>Where a run is.</summary>
/// <param name="Cell">The number of the code cell, from 1.</param>
/// <param name="Of">How many code cells there are.</param>
/// <param name="Id">The cell's id.</param>
/// <param name="Elapsed">How long the cell took; null when it starts.</param>
public sealed record CellProgress(int Cell, int Of, string Id, TimeSpan? Elapsed);

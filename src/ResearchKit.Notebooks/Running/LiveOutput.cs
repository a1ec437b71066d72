using System.Text.Json.Nodes;

namespace ResearchKit.Notebooks.Running;

/// <summary>Something that happened while a notebook ran, told at once: an output of the running cell, or the cell
/// itself.</summary>
/// <param name="Output">The output as nbformat stores it, a stream in the pieces in which it was written; null if a
/// cell starts.</param>
/// <param name="DisplayId">Names a displayed value; the same name again replaces it.</param>
public sealed record LiveOutput(JsonObject? Output, string? DisplayId = null)
{
    /// <summary>Where the starting cell stands among the notebook's cells, from 0.</summary>
    public int? Position { get; init; }

    /// <summary>Its execution count.</summary>
    public int? Count { get; init; }

    /// <summary>The cell itself, if the run has put it there; else null.</summary>
    public JsonObject? Inserted { get; init; }
}

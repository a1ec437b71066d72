namespace ResearchKit.Figures;

/// <summary>One column of a <see cref="Table"/>.</summary>
/// <param name="Key">The property's name; the header in CSV.</param>
public sealed record TableColumn(string Key)
{
    /// <summary>The header that readers see; <c>_{..}</c> and <c>^{..}</c> make subscripts and superscripts.</summary>
    public required string Header { get; init; }

    /// <summary>The unit, shown after the header.</summary>
    public string? Unit { get; init; }

    /// <summary>A .NET number format; by the size of the numbers if null.</summary>
    public string? Format { get; init; }

    /// <summary>Where the cells stand.</summary>
    public Align Align { get; init; }

    /// <summary>Which values are better.</summary>
    public Best Best { get; init; }

    /// <summary>Header, unit and direction as they are shown: <c>F1 (%) ↑</c>.</summary>
    public string Text => Header + (string.IsNullOrEmpty(Unit) ? "" : $" ({Unit})")
        + Best switch { Best.Highest => " \u2191", Best.Lowest => " \u2193", _ => "" };
}

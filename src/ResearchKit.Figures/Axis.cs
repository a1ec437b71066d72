using System.Text.Json.Serialization;

namespace ResearchKit.Figures;

/// <summary>One axis of a <see cref="Panel"/>.</summary>
public sealed record Axis
{
    /// <summary>What is measured; <c>_{..}</c> and <c>^{..}</c> set a part as subscript or superscript.</summary>
    public string? Label { get; init; }

    /// <summary>The unit, shown in parentheses after the label.</summary>
    public string? Unit { get; init; }

    /// <summary>Linear or logarithmic; an axis of categories ignores it.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>The lower end; from the data if null.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end; from the data if null.</summary>
    public double? Max { get; init; }

    /// <summary>The order of the categories, if the axis has any; from the data (first come, first) if null.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>False hides line, ticks, numbers and label.</summary>
    public bool Visible { get; init; } = true;

    /// <summary>Label and unit as they are shown: <c>log-probability (nats)</c>; empty without a label.</summary>
    [JsonIgnore]
    public string Text => (Label, Unit) switch
    {
        (null or "", null or "") => "",
        (var label, null or "") => label!,
        (null or "", var unit) => $"({unit})",
        _ => $"{Label} ({Unit})",
    };
}

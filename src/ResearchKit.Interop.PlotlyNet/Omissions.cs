namespace ResearchKit.Interop.PlotlyNet;

/// <summary>What a chart has and its drawing has not; said below the drawing.</summary>
internal sealed class Omissions
{
    private readonly List<string> _parts = [];

    /// <summary>Notes a part, once.</summary>
    /// <param name="isThere">Whether the chart has it.</param>
    /// <param name="part">What it is, in the plural.</param>
    public void Add(bool isThere, string part)
    {
        if (isThere && !_parts.Contains(part)) _parts.Add(part);
    }

    /// <summary>One sentence for a caption; null if all is drawn.</summary>
    public string? Caption =>
        _parts.Count == 0 ? null : $"The interactive chart alone shows: {string.Join(", ", _parts)}.";
}

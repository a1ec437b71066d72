namespace ResearchKit.Losses.Contract;

/// <summary>Symbol and range of a hyper-parameter, on the constructor parameter that holds it.</summary>
/// <param name="symbol">The paper's symbol, spelled out: <c>beta</c>, <c>lambda_D</c>.</param>
/// <param name="range">
/// Interval with square brackets for closed and round ones for open ends: <c>[0, 0.5)</c>, <c>(0, inf)</c>; or the
/// permitted words: <c>sum|mean</c>.
/// </param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HyperParameterAttribute(string symbol, string range) : Attribute
{
    /// <summary>The paper's symbol.</summary>
    public string Symbol { get; } = symbol;

    /// <summary>The range as an interval, or the permitted words.</summary>
    public string Range { get; } = range;

    /// <summary>Other names of the setting: what another library calls it.</summary>
    public string[] Aliases { get; init; } = [];
}

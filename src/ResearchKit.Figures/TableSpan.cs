using System.Collections.Immutable;

namespace ResearchKit.Figures;

/// <summary>A header above several neighboring columns.</summary>
/// <param name="Header">The text.</param>
/// <param name="Keys">The columns below, in the table's order.</param>
public sealed record TableSpan(string Header, ImmutableArray<string> Keys);

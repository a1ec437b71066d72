namespace ResearchKit.Notebooks.Sessions;

/// <summary>A variable that the cells have declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The declared type, which for <c>var</c> is the inferred one.</param>
/// <param name="Value">What it holds now.</param>
public sealed record SessionVariable(string Name, Type Type, object? Value);

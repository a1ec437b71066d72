using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>A response with one hallucination written into it.</summary>
/// <param name="Kind">The kind of hallucination.</param>
/// <param name="Error">What it claims; false of the scene.</param>
/// <param name="Rejected">The response with it.</param>
public sealed record Injection(InjectionKind Kind, Fact Error, Caption Rejected);

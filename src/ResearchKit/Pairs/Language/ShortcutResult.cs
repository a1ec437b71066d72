namespace ResearchKit.Pairs.Language;

/// <summary>How well responses alone give away which was rejected.</summary>
/// <param name="Accuracy">Share of what was held out that was told right, 0 to 1; 0.5 is chance.</param>
/// <param name="ByFold">The same per fold.</param>
/// <param name="ByPair">The same per pair, in their order: 1 right, 0.5 one of two responses or a tie, 0 wrong.</param>
public sealed record ShortcutResult(double Accuracy, IReadOnlyList<double> ByFold, IReadOnlyList<double> ByPair);

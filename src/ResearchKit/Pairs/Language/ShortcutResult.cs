namespace ResearchKit.Pairs.Language;

/// <summary>How well responses alone give away which was rejected.</summary>
/// <param name="Accuracy">Share of held-out responses told right, 0 to 1; 0.5 is chance.</param>
/// <param name="ByFold">The same per fold.</param>
public sealed record ShortcutResult(double Accuracy, IReadOnlyList<double> ByFold);

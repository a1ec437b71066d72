namespace ResearchKit.Datasets.Bandits;

/// <summary>One comparison: at a prompt, one response was preferred to another.</summary>
/// <param name="Prompt">Index of the prompt.</param>
/// <param name="Chosen">Index of the preferred response, y+.</param>
/// <param name="Rejected">Index of the other response, y-.</param>
public readonly record struct BanditPair(int Prompt, int Chosen, int Rejected);

namespace ResearchKit.Models.Generation;

/// <summary>An answer as tokens.</summary>
/// <param name="Tokens">The tokens without the end token.</param>
/// <param name="LogProbability">
/// log pi of these tokens and of the end token where it was said, under the logits that were decoded from, at
/// temperature 1.
/// </param>
/// <param name="Ended">Whether the model ended it; else it was cut at the limit.</param>
public sealed record GeneratedAnswer(int[] Tokens, double LogProbability, bool Ended);

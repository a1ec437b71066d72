using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>Knows every answer and gives the wrong one at a set rate, independently for each question.</summary>
/// <param name="errorRate">Share of wrong answers, 0 to 1; 0.5 is guessing.</param>
public sealed class NoisyOracle(double errorRate) : IClaimLabeler
{
    private readonly double _errorRate = errorRate is >= 0 and <= 1
        ? errorRate
        : throw new ArgumentException($"an error rate lies between 0 and 1, not at {errorRate}", nameof(errorRate));

    /// <inheritdoc/>
    public bool Confirms(Scene scene, Question question, SeededRandom random) =>
        question.Answer != (random.NextDouble() < _errorRate);
}

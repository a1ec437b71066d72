namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>
/// How often a habit holds: in scenes, the share in which the world keeps to it; in texts, the share in which a writer
/// claims it although it does not hold.
/// </summary>
/// <param name="CoOccurrence">A cat comes with a ball.</param>
/// <param name="Color">Cats are red.</param>
/// <param name="Twin">Fish come in twos.</param>
/// <param name="Order">The cat is left of the ball, or above it.</param>
public sealed record HabitRates(double CoOccurrence, double Color, double Twin, double Order)
{
    /// <summary>Scenes that a model is trained on: habits hold more often than not.</summary>
    public static HabitRates Training { get; } = new(0.7, 0.6, 0.6, 0.7);

    /// <summary>Scenes that a model is tested on: habits say nothing.</summary>
    public static HabitRates HeldOut { get; } = new(0.5, 0.2, 0.4, 0.5);

    /// <summary>What the texts of the hallucinating start claim where the scene is otherwise.</summary>
    public static HabitRates FlawedTexts { get; } = new(0.8, 0.5, 0.5, 0);
}

namespace ResearchKit.Scenes;

/// <summary>What a <see cref="SceneGenerator"/> makes.</summary>
/// <param name="Width">Pixels per row, at least 48.</param>
/// <param name="Height">Rows, at least 48.</param>
/// <param name="MinObjects">Fewest objects, at least 1.</param>
/// <param name="MaxObjects">Most objects; as many as find room are placed.</param>
/// <param name="CoOccurrenceRate">Probability that a new object co-occurs with one that is there already.</param>
public sealed record SceneOptions(
    int Width = 64, int Height = 64, int MinObjects = 2, int MaxObjects = 6, double CoOccurrenceRate = 0.6);

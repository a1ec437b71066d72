namespace ResearchKit.Pairs.Building;

/// <summary>What pairs are built from.</summary>
public interface IPairSource
{
    /// <summary>
    /// Everything that decides the pairs: options, and SHA-256 of the files. Two sources with the same settings give
    /// the same attempts.
    /// </summary>
    IReadOnlyDictionary<BuildSetting, string> Settings { get; }

    /// <summary>How many attempts there will be.</summary>
    int Count { get; }

    /// <summary>Rows of the input that no attempt can make a pair of; known before the first.</summary>
    IReadOnlyList<DroppedRows> Problems => [];

    /// <summary>What was left out of other inputs, such as annotations that say nothing.</summary>
    IReadOnlyList<DroppedAnnotations> LeftOut => [];

    /// <summary>
    /// The attempts in their order, which depends on nothing but the settings. They are drawn one after another and may
    /// be carried out at the same time on several threads.
    /// </summary>
    IEnumerable<Func<PairAttempt>> Attempts();

    /// <summary>Whether what an attempt was made from is still the same.</summary>
    /// <param name="origin">As it was recorded when the attempt was made.</param>
    bool IsUnchanged(PairOrigin origin);
}

namespace ResearchKit.Models.Generation;

/// <summary>How answers are made. Temperature 0 takes the most probable token; more than one beam searches.</summary>
/// <param name="MaxNewTokens">Most tokens of an answer, the end token included.</param>
public sealed record GenerationOptions(int MaxNewTokens)
{
    /// <summary>Logits are divided by it before a token is drawn; 0 draws nothing and takes the largest.</summary>
    public double Temperature { get; init; }

    /// <summary>Only the so many most probable tokens are drawn; 0 means all.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Only the most probable tokens that together reach this probability are drawn (nucleus sampling, Holtzman et al.,
    /// arXiv 1904.09751); 1 means all.
    /// </summary>
    public double TopP { get; init; } = 1;

    /// <summary>Width of beam search; 1 is none.</summary>
    public int Beams { get; init; } = 1;

    /// <summary>Beams are compared by log-probability / length^penalty.</summary>
    public double LengthPenalty { get; init; } = 1;

    /// <summary>With a request's own number the seed of its draws, so that neither order nor batch changes an
    /// answer.</summary>
    public long Seed { get; init; }

    /// <summary>Requests that are answered together; changes speed and memory only.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of its range, or beams and temperature are both
    /// set.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNewTokens, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Temperature);
        ArgumentOutOfRangeException.ThrowIfNegative(TopK);
        ArgumentOutOfRangeException.ThrowIfLessThan(Beams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        if (TopP is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(TopP), TopP, "must be above 0 and at most 1");
        if (Beams > 1 && Temperature > 0)
            throw new ArgumentException("beam search draws nothing: set either Beams or Temperature");
    }
}

namespace ResearchKit.Losses.Contract;

/// <summary>How a loss turns the token log-probabilities of an answer into one number per pair.</summary>
public enum TokenReduction
{
    /// <summary>log pi(y|x), the sum over the answer's tokens.</summary>
    Sum,

    /// <summary>log pi(y|x) / |y|, the sum divided by the number of answer tokens (length normalization).</summary>
    Mean,

    /// <summary>The loss reduces the <c>[batch, tokens]</c> log-probabilities itself, with its own weights.</summary>
    Weighted,

    /// <summary>A combination of losses that do not agree; each part reduces for itself.</summary>
    PerPart,
}

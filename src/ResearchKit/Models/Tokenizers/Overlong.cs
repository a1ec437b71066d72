namespace ResearchKit.Models.Tokenizers;

/// <summary>What happens to an answer that does not fit behind its image and question.</summary>
public enum Overlong
{
    /// <summary>It is an error, which names the pair.</summary>
    Reject,

    /// <summary>Its end is cut, the end token with it.</summary>
    Cut,
}

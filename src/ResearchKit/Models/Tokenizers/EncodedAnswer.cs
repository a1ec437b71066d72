namespace ResearchKit.Models.Tokenizers;

/// <summary>A question with its answer as tokens.</summary>
/// <param name="Tokens">Image tokens, question and answer.</param>
/// <param name="AnswerStart">Place of the answer's first token: what is scored are the tokens from here to the
/// end.</param>
public sealed record EncodedAnswer(int[] Tokens, int AnswerStart)
{
    /// <summary>The answer's tokens, with the end token unless it was cut.</summary>
    public ReadOnlySpan<int> Answer => Tokens.AsSpan(AnswerStart);

    /// <summary>
    /// Tokens that are scored in place of the answer's own, as many as these: each where the answer's token stands,
    /// after the answer's earlier ones. Null scores the answer itself.
    /// </summary>
    public int[]? Targets { get; init; }

    /// <summary>The tokens that are scored.</summary>
    public ReadOnlySpan<int> Scored => Targets is null ? Answer : Targets;
}

using ResearchKit.Scenes;

namespace ResearchKit.Pairs.Language;

/// <summary>A response with the labeler's answer to each of its claims.</summary>
/// <param name="Response">The response.</param>
/// <param name="Verdicts">Its claims as questions, and whether the labeler confirmed them.</param>
public sealed record LabeledResponse(Caption Response, IReadOnlyList<(Question Question, bool Confirmed)> Verdicts)
{
    /// <summary>Minus the number of claims that were not confirmed: 0 is best.</summary>
    public int Score => -Verdicts.Count(v => !v.Confirmed);

    /// <summary>The same if the labeler never erred.</summary>
    public int TrueScore => -Verdicts.Count(v => !v.Question.Answer);
}

/// <summary>Two responses to one image, ordered by their scores.</summary>
/// <param name="Chosen">The one with the higher score.</param>
/// <param name="Rejected">The other.</param>
public sealed record LabeledPair(LabeledResponse Chosen, LabeledResponse Rejected)
{
    /// <summary>By how many claims they differ, at least 1.</summary>
    public int Gap => Chosen.Score - Rejected.Score;
}

/// <summary>
/// Labels by divide and conquer, as RLAIF-V does (Yu et al. 2024, arXiv 2405.17220): a response is split into atomic
/// claims, each becomes a question that a labeler answers by Yes or No, and the response scores minus the claims it
/// rejects. Pairs come from gaps between the scores of several responses to one image.
/// </summary>
/// <param name="labeler">Answers the questions.</param>
public sealed class DivideAndConquer(IClaimLabeler labeler)
{
    /// <summary>Labels every claim of a response.</summary>
    /// <param name="scene">The scene it describes.</param>
    /// <param name="response">The response.</param>
    /// <param name="random">For labelers that err.</param>
    public LabeledResponse Label(Scene scene, Caption response, SeededRandom random) => new(response,
    [
        .. Claims.Of(response).Select(claim => QuestionWriter.About(claim, scene))
        .Select(q => (q, labeler.Confirms(scene, q, random))),
    ]);

    /// <summary>Every pair whose scores differ by <paramref name="gap"/> or more, in the order of the
    /// responses.</summary>
    /// <param name="responses">Responses to one image.</param>
    /// <param name="gap">Least difference of the scores, at least 1.</param>
    public static IReadOnlyList<LabeledPair> Pairs(IReadOnlyList<LabeledResponse> responses, int gap = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gap, 1);
        return [.. from a in responses from b in responses where a.Score - b.Score >= gap select new LabeledPair(a, b)];
    }

    /// <summary>The pair with the widest gap; null if all scores are equal. Among equals the first response
    /// counts.</summary>
    /// <param name="responses">Responses to one image.</param>
    public static LabeledPair? WidestPair(IReadOnlyList<LabeledResponse> responses) =>
        responses.MaxBy(r => r.Score) is { } best && responses.MinBy(r => r.Score) is { } worst
        && best.Score > worst.Score ? new(best, worst) : null;
}

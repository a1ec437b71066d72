using ResearchKit.Losses.Contract;
using ResearchKit.Models.Tokenizers;

namespace ResearchKit.Training.Llava;

/// <summary>
/// What differs between two answers, token by token: the corrected segments that dense DPO (RLHF-V, arXiv 2312.00849)
/// weighs more. Unchanged are the tokens of a longest common subsequence; where there are several, the one that keeps
/// the earliest tokens of the second answer.
/// </summary>
public static class ChangedTokens
{
    /// <summary>Marks of both answers, 1 at changed tokens.</summary>
    /// <param name="first">Tokens of one answer.</param>
    /// <param name="second">Tokens of the other.</param>
    public static (float[] First, float[] Second) Between(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        // common[i, j]: length of the longest common subsequence of first[i..] and second[j..].
        var common = new int[first.Length + 1, second.Length + 1];
        for (var i = first.Length - 1; i >= 0; i--)
            for (var j = second.Length - 1; j >= 0; j--)
                common[i, j] = first[i] == second[j] ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
        float[] ofFirst = new float[first.Length], ofSecond = new float[second.Length];
        ofFirst.AsSpan().Fill(1);
        ofSecond.AsSpan().Fill(1);
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
            if (first[i] == second[j]) ofFirst[i++] = ofSecond[j++] = 0;
            else if (common[i + 1, j] >= common[i, j + 1]) i++;
            else j++;
        return (ofFirst, ofSecond);
    }

    /// <summary>The token column <see cref="TokenColumn.Marks"/> of a chosen and a rejected answer.</summary>
    public static IReadOnlyDictionary<(string Answer, string Column), float[]> Marks(
        EncodedAnswer chosen, EncodedAnswer rejected)
    {
        var (ofChosen, ofRejected) = Between(chosen.Answer, rejected.Answer);
        return new Dictionary<(string, string), float[]>
        {
            [(View.ChosenAnswer, TokenColumn.Marks)] = ofChosen,
            [(View.RejectedAnswer, TokenColumn.Marks)] = ofRejected,
        };
    }
}

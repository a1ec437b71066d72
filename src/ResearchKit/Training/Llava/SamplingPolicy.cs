using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;

namespace ResearchKit.Training.Llava;

/// <summary>
/// The token column <see cref="TokenColumn.Old"/>: what the policy that sampled an answer says of its tokens. Where
/// the data does not have it, that policy is the start model, as in the first round of PPO or GRPO.
/// </summary>
internal static class SamplingPolicy
{
    /// <summary>The examples with the column, if the loss reads it.</summary>
    /// <param name="model">The start model.</param>
    /// <param name="end">The token that ends an answer.</param>
    /// <param name="examples">The data; columns that it has are kept.</param>
    /// <param name="inputs">What the loss declares.</param>
    /// <param name="cancellation">Ends the work between two slices.</param>
    public static IReadOnlyList<PreferenceExample> Fill(LlavaModel model, int end,
        IReadOnlyList<PreferenceExample> examples, LossInputs inputs, CancellationToken cancellation)
    {
        if (!inputs.TokenColumns.Contains(TokenColumn.Old)) return examples;
        View[] views = [.. inputs.Views.DistinctBy(v => v.Answer)];
        var scorer = new LlavaScorer(model, end);
        var filled = new List<PreferenceExample>(examples.Count);
        foreach (var slice in examples.Chunk(LlavaTrainingOptions.DefaultSlice))
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = scorer.ByToken(new(slice), views);
            for (var i = 0; i < slice.Length; i++)
            {
                var columns = slice[i].TokenColumns.ToDictionary();
                for (var v = 0; v < views.Length; v++)
                    columns.TryAdd((views[v].Answer, TokenColumn.Old), rows[v * slice.Length + i]);
                filled.Add(slice[i] with { TokenColumns = columns });
            }
        }
        return filled;
    }
}

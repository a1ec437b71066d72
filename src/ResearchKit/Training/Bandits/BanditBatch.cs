using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// Pairs of a bandit, ready to be scored: for every answer that a view may ask for, where its log-probability stands
/// in the policy's table.
/// </summary>
public sealed class BanditBatch : IPreferenceBatch
{
    private readonly Dictionary<string, Tensor> cells;

    /// <summary>A batch of the given pairs.</summary>
    /// <param name="pairs">The comparisons.</param>
    /// <param name="responses">Number of responses to each prompt.</param>
    /// <param name="weights">Weight of each pair, or null for equal weights.</param>
    /// <param name="dtype">Type of the weights: that of the policy.</param>
    public BanditBatch(
        IReadOnlyList<BanditPair> pairs, int responses, IReadOnlyList<double>? weights, ScalarType dtype)
    {
        long Cell(int prompt, int response) => prompt * responses + response;
        Pairs = pairs;
        cells = new()
        {
            [View.ChosenAnswer] = Index(pairs.Select(p => Cell(p.Prompt, p.Chosen))),
            [View.RejectedAnswer] = Index(pairs.Select(p => Cell(p.Prompt, p.Rejected))),
            // KTO's reference point: the next pair's chosen answer under this pair's prompt.
            [View.Mismatched.Answer] =
                Index(pairs.Select((p, i) => Cell(p.Prompt, pairs[(i + 1) % pairs.Count].Chosen))),
        };
        if (weights is not null)
            Weights = tensor(weights.ToArray(), dtype: dtype);
    }

    /// <summary>The comparisons.</summary>
    public IReadOnlyList<BanditPair> Pairs { get; }

    /// <inheritdoc/>
    public Tensor? Weights { get; }

    /// <summary>Whether the batch has the view: a bandit has no images, so only views of the original one.</summary>
    public bool Offers(View view) => view.Image == View.OriginalImage && cells.ContainsKey(view.Answer);

    /// <summary>Row-major positions of a view's answers in a <c>[prompts, responses]</c> table, int64 <c>[batch]</c>.</summary>
    public Tensor Cells(View view) => cells[view.Answer];

    private static Tensor Index(IEnumerable<long> cells) => tensor(cells.ToArray());
}

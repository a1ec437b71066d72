using ResearchKit.Datasets;
using ResearchKit.Datasets.Bandits;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using static TorchSharp.torch;

namespace ResearchKit.Training.Bandits;

/// <summary>
/// Examples of a bandit, ready to be scored: for every answer that a view may ask for, where its log-probability stands
/// in the policy's table. A prompt stands for a question with its image; another image of the same question is
/// another prompt (<see cref="Images"/>).
/// </summary>
public sealed class BanditBatch : IPreferenceBatch
{
    private readonly int _responses;
    private readonly ScalarType _dtype;
    private readonly Dictionary<View, Tensor> _cells = [];

    /// <summary>A batch of answers by name.</summary>
    /// <param name="responses">Number of responses to each prompt.</param>
    /// <param name="prompts">The prompt of each row.</param>
    /// <param name="answers">
    /// By the answer's name (<c>chosen</c>, <c>rank_2</c>, <c>gold</c>): the response in each row.
    /// </param>
    /// <param name="dtype">Type of all numbers: that of the policy.</param>
    public BanditBatch(
        int responses, IReadOnlyList<int> prompts, IReadOnlyDictionary<string, int[]> answers, ScalarType dtype)
    {
        foreach (var (name, row) in answers)
            if (row.Length != prompts.Count)
                throw new ArgumentException($"{prompts.Count} prompts, but {row.Length} answers '{name}'.",
                    nameof(answers));
        (_responses, Prompts, Answers, _dtype) = (responses, prompts, answers, dtype);
    }

    /// <summary>A batch of the given pairs.</summary>
    /// <param name="pairs">The comparisons.</param>
    /// <param name="responses">Number of responses to each prompt.</param>
    /// <param name="weights">Weight of each pair, or null for equal weights.</param>
    /// <param name="dtype">Type of the weights: that of the policy.</param>
    public BanditBatch(
        IReadOnlyList<BanditPair> pairs, int responses, IReadOnlyList<double>? weights, ScalarType dtype)
        : this(responses, [.. pairs.Select(p => p.Prompt)], OfPairs(pairs), dtype)
    {
        if (weights is not null)
            Weights = tensor(weights.ToArray(), dtype: dtype);
    }

    /// <summary>The prompt of each row.</summary>
    public IReadOnlyList<int> Prompts { get; }

    /// <summary>The response of each row by the answer's name.</summary>
    public IReadOnlyDictionary<string, int[]> Answers { get; }

    /// <inheritdoc/>
    public Tensor? Weights { get; init; }

    /// <summary>
    /// By the image's name (<see cref="View.CorruptedImage"/>): the prompt that stands for each row's question with
    /// that image.
    /// </summary>
    public IReadOnlyDictionary<string, int[]> Images { get; init; } = new Dictionary<string, int[]>();

    /// <summary>Numbers per row by name.</summary>
    public IReadOnlyDictionary<string, double[]> Columns { get; init; } = new Dictionary<string, double[]>();

    /// <summary>
    /// Numbers per prompt and response by name, <c>[prompts, responses]</c>: an answer column or token column of that
    /// name is looked up here, like a log-probability.
    /// </summary>
    public IReadOnlyDictionary<string, double[,]> Tables { get; init; } = new Dictionary<string, double[,]>();

    /// <summary>Whether the batch has the view's answer and image.</summary>
    public bool Offers(View view) =>
        Answers.ContainsKey(view.Answer) && (view.Image == View.OriginalImage || Images.ContainsKey(view.Image));

    /// <summary>
    /// Row-major positions of a view's answers in a <c>[prompts, responses]</c> table, int64 <c>[batch]</c>.
    /// </summary>
    public Tensor Cells(View view)
    {
        if (_cells.TryGetValue(view, out var known))
            return known;
        var prompts = view.Image == View.OriginalImage ? Prompts : Images[view.Image];
        var answers = Answers[view.Answer];
        var positions = tensor(answers.Select((y, i) => (long)prompts[i] * _responses + y).ToArray())
            .DetachFromDisposeScope();
        _cells.Add(view, positions);
        return positions;
    }

    /// <summary>The prompt of a view in each row, int64 <c>[batch]</c>.</summary>
    public Tensor PromptsOf(View view) =>
        tensor((view.Image == View.OriginalImage ? Prompts : Images[view.Image]).Select(x => (long)x).ToArray());

    /// <inheritdoc/>
    public Tensor? Column(string name) =>
        Columns.TryGetValue(name, out var values) ? tensor(values, dtype: _dtype) : null;

    /// <inheritdoc/>
    /// <remarks>
    /// A number of the row counts where there is no table: an advantage within a group belongs to its row.
    /// </remarks>
    public Tensor? AnswerColumn(View view, string name) => Tables.TryGetValue(name, out var table)
        ? table.ToTensor(_dtype).reshape(-1).index_select(0, Cells(view))
        : Column(name);

    /// <inheritdoc/>
    public Tensor? TokenColumn(View view, string name) => AnswerColumn(view, name)?.unsqueeze(1);

    // KTO's reference point: the next pair's chosen answer under this pair's prompt.
    private static Dictionary<string, int[]> OfPairs(IReadOnlyList<BanditPair> pairs) => new()
    {
        [View.ChosenAnswer] = [.. pairs.Select(p => p.Chosen)],
        [View.RejectedAnswer] = [.. pairs.Select(p => p.Rejected)],
        [View.Mismatched.Answer] = [.. pairs.Select((_, i) => pairs[(i + 1) % pairs.Count].Chosen)],
    };
}

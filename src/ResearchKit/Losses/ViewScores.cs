using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>Log-probabilities of one view as they come from the models, before any loss reduces them.</summary>
/// <param name="Policy">log pi_theta(y|x) summed over the answer's tokens, <c>[batch]</c>.</param>
/// <param name="Reference">
/// log pi_ref(y|x) summed over the answer's tokens, <c>[batch]</c>, or null without a reference model.
/// </param>
/// <param name="Tokens">Number of answer tokens, <c>[batch]</c>, or null where no loss asks for it.</param>
public sealed record ViewScores(Tensor Policy, Tensor? Reference = null, Tensor? Tokens = null)
{
    private static readonly Dictionary<string, Tensor> None = [];

    /// <summary>The token log-probabilities, for losses that weight tokens.</summary>
    public TokenScores? ByToken { get; init; }

    /// <summary>Boolean <c>[batch]</c>: which rows have this view; null means all of them.</summary>
    public Tensor? Present { get; init; }

    /// <summary>Further numbers of this view's answer, <c>[batch]</c>, by name: a score, an advantage.</summary>
    public IReadOnlyDictionary<string, Tensor> Columns { get; init; } = None;

    /// <summary>Scores of one view from plain numbers, in float64: the way to call a loss on four numbers.</summary>
    /// <param name="policy">Summed log-probabilities under the policy, one per pair.</param>
    /// <param name="reference">The same under the reference.</param>
    /// <param name="tokens">Answer lengths in tokens.</param>
    /// <exception cref="ArgumentException">The lists are not of one length.</exception>
    public static ViewScores Of(double[] policy, double[]? reference = null, double[]? tokens = null)
    {
        return new(tensor(policy), Column(reference, nameof(reference)), Column(tokens, nameof(tokens)));

        Tensor? Column(double[]? values, string name) => values is null ? null
            : values.Length == policy.Length ? tensor(values)
            : throw new ArgumentException(
                $"there are {policy.Length} numbers of the policy and {values.Length} here; give one per pair", name);
    }

    /// <summary>Scores of one view from token log-probabilities: sums and counts over the mask.</summary>
    public static ViewScores FromTokens(TokenScores tokens) =>
        new(
            tokens.Sum(tokens.Policy),
            tokens.Reference is null ? null : tokens.Sum(tokens.Reference),
            tokens.Count())
        { ByToken = tokens };
}

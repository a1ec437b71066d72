using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses.Contract;

/// <summary>
/// The names of token columns that have a meaning, and how a model computes the ones that come from its logits. Any
/// other name is data of the batch.
/// </summary>
public static class TokenColumn
{
    /// <summary>
    /// 1 at tokens that the data set singles out, such as the segments that a human corrected, else 0.
    /// </summary>
    public const string Marks = "marks";

    /// <summary>Weight of a token in its answer.</summary>
    public const string Weight = "weight";

    /// <summary>Advantage of a token; losses on whole answers take the answer column of the same name.</summary>
    public const string Advantage = "advantage";

    /// <summary>log pi_old(y_t), of the policy that sampled the answer.</summary>
    public const string Old = "old";

    /// <summary>KL(pi || ref) of the distributions over the next token, in nats.</summary>
    public const string Kl = "kl";

    /// <summary>KL(ref || pi) of the distributions over the next token, in nats.</summary>
    public const string ForwardKl = "forward_kl";

    /// <summary>Entropy of the policy's distribution over the next token, in nats.</summary>
    public const string Entropy = "entropy";

    /// <summary>log sum_v pi(v)^2: the log-probability that two draws of the next token agree.</summary>
    public const string Collision = "collision";

    /// <summary>The logit of the token, before the softmax.</summary>
    public const string Logit = "logit";

    /// <summary>log pi(end of answer) at the token's position.</summary>
    public const string Eos = "eos";

    /// <summary>What a value head predicts at the token's position.</summary>
    public const string Value = "value";

    private static readonly string[] Divergences = [Kl, ForwardKl];
    private static readonly string[] FromLogits = [Entropy, Collision, Logit, Eos, Value];

    /// <summary>All names with a meaning.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Marks, Weight, Advantage, Old, .. Divergences, .. FromLogits];

    /// <summary>What the numbers of a column that the data brings may be; null for any finite number.</summary>
    public static Interval? RangeOf(string name) => name switch
    {
        Marks => new(0, true, 1, true),
        Weight => new(0, true, double.PositiveInfinity, false),
        Old => new(double.NegativeInfinity, false, 0, true),
        _ => null,
    };

    /// <summary>Whether the column compares the two models' whole distributions.</summary>
    public static bool IsDivergence(string name) => Divergences.Contains(name);

    /// <summary>Whether the column comes from the models rather than from the data.</summary>
    public static bool IsComputed(string name) => IsDivergence(name) || FromLogits.Contains(name);

    /// <summary>A column that needs one model's logits only.</summary>
    /// <param name="name">entropy, collision, logit or eos.</param>
    /// <param name="logits">Scores of all tokens, <c>[batch, tokens, vocabulary]</c>.</param>
    /// <param name="targets">The answer's tokens, int64 <c>[batch, tokens]</c>.</param>
    /// <param name="eos">The token that ends an answer, where there is one.</param>
    /// <returns><c>[batch, tokens]</c>.</returns>
    /// <exception cref="LossException">Logits do not determine the column.</exception>
    public static Tensor FromLogitsOf(string name, Tensor logits, Tensor targets, long? eos = null)
    {
        switch (name)
        {
            case Logit:
                return logits.gather(-1, targets.unsqueeze(-1)).squeeze(-1);
            case Eos when eos is { } end:
                return nn.functional.log_softmax(logits, -1).select(-1, end);
            case Collision:
                return (2 * nn.functional.log_softmax(logits, -1)).logsumexp(-1);
            case Entropy:
                var logps = nn.functional.log_softmax(logits, -1);
                return -Expectation(logps, logps);
            default:
                throw new LossException($"This model does not compute the token column '{name}'.");
        }
    }

    /// <summary>KL(pi || ref) or KL(ref || pi) per token.</summary>
    /// <param name="name">kl or forward_kl.</param>
    /// <param name="policy">log pi(. | x, y_&lt;t), <c>[batch, tokens, vocabulary]</c>.</param>
    /// <param name="reference">The reference's, without a graph.</param>
    /// <returns><c>[batch, tokens]</c>.</returns>
    public static Tensor Divergence(string name, Tensor policy, Tensor reference) => name == Kl
        ? Expectation(policy, policy - reference)
        : Expectation(reference, reference - policy);

    /// <summary>sum_v p_v f_v, where a p of 0 counts as 0 whatever f is.</summary>
    private static Tensor Expectation(Tensor logps, Tensor values)
    {
        var p = logps.exp();
        return where(p.gt(0), p * values, zeros_like(p)).sum(-1);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using ResearchKit.Losses.Contract;
using ResearchKit.Losses.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Losses;

/// <summary>
/// A loss on given log-probabilities, with its gradient: what <c>researchkit losses eval</c> prints. Lists have one
/// value per pair; null where the pair lacks the view.
/// </summary>
public sealed record LossEvaluation
{
    private static readonly JsonSerializerOptions Json = new(LossJson.Options)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    private LossEvaluation(PreferenceLoss method) => Method = method;

    /// <summary>The loss with its hyper-parameters.</summary>
    public PreferenceLoss Method { get; }

    /// <summary>Number of pairs.</summary>
    public required long Pairs { get; init; }

    /// <summary>Mean of <see cref="Loss"/>: what training minimizes.</summary>
    public required double Mean { get; init; }

    /// <summary>Loss per pair.</summary>
    public required IReadOnlyList<double?> Loss { get; init; }

    /// <summary>Reward per view and pair, as the loss defines it.</summary>
    public required IReadOnlyDictionary<string, double?[]> Rewards { get; init; }

    /// <summary>
    /// Weight per view and pair: the share with which the view's policy log-probability enters the gradient. With
    /// g_v the derivative of the mean loss with respect to that log-probability, it is
    /// <c>|g_v| / sum |g_u|</c> over the views u that are pushed in the same direction (up where g is negative, down
    /// where it is positive), and 0 where g_v is 0. So the weights of all views pushed down add to 1, and those of all
    /// pushed up. Where the loss gives a view's weight in closed form (AdaViP's omega of Eq. 13, S-DPO's softmax) that
    /// value is taken; it is the same share, and stays exact where the gradient underflows.
    /// </summary>
    public required IReadOnlyDictionary<string, double?[]> Weights { get; init; }

    /// <summary>
    /// Gradient of the mean loss with respect to each policy log-probability (summed over tokens, as given), per view
    /// and pair. For a loss that weights tokens it is the sum of the gradients of the answer's token log-probabilities.
    /// </summary>
    public required IReadOnlyDictionary<string, double?[]> Gradient { get; init; }

    /// <summary>Further numbers that the loss reports, without the weights.</summary>
    public required IReadOnlyDictionary<string, double?[]> Extras { get; init; }

    /// <summary>Evaluates a loss on scores read from a file.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="path">A file as described at <see cref="ScoresFile"/>.</param>
    /// <exception cref="LossException">The file is malformed or lacks what the loss needs.</exception>
    /// <param name="allowPositive">Whether positive numbers are right; see
    /// <see cref="PreferenceScores.AllowPositive"/>.</param>
    public static LossEvaluation OfFile(PreferenceLoss loss, string path, bool allowPositive = false)
    {
        var scores = ScoresFile.Read(path, loss);
        return Of(loss,
            new(scores.Views.ToDictionary(), scores.Columns.ToDictionary()) { AllowPositive = allowPositive });
    }

    /// <summary>Evaluates a loss and its gradient in float64.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="scores">Log-probabilities per view; they are copied, their graph is not touched.</param>
    /// <exception cref="LossException">The scores lack what the loss needs.</exception>
    public static LossEvaluation Of(PreferenceLoss loss, PreferenceScores scores)
    {
        var inputs = loss.Inputs;
        var views = inputs.AllViews.Where(v => scores.Views.ContainsKey(v.Name)).ToArray();
        var leaves = views.ToDictionary(v => v.Name, v => Leaf(scores.Views[v.Name], inputs.PerToken));
        var terms =
            loss.Compute(
                new PreferenceScores(leaves, scores.Columns.ToDictionary()) { AllowPositive = scores.AllowPositive });
        var mean = terms.Loss.mean();
        if (mean.requires_grad)
            mean.backward();

        var gradient = views.ToDictionary(v => v.Name, v => Gradients(leaves[v.Name], inputs.PerToken));
        return new LossEvaluation(loss)
        {
            Pairs = scores.Batch,
            Mean = Numbers(mean.reshape(1), null)[0]!.Value,
            Loss = Numbers(terms.Loss, null),
            Rewards = views.Where(v => terms.Rewards.ContainsKey(v.Name))
                .ToDictionary(v => v.Name, v => Numbers(terms.Rewards[v.Name], leaves[v.Name].Present)),
            Gradient = gradient,
            Weights = views.ToDictionary(v => v.Name, v => terms.Extras.TryGetValue($"weights/{v.Name}", out var weight)
                ? Numbers(weight, leaves[v.Name].Present)
                : Share(gradient, v.Name)),
            Extras = terms.Extras.Where(e => !e.Key.StartsWith("weights/", StringComparison.Ordinal))
                .ToDictionary(e => e.Key, e => Numbers(e.Value, null)),
        };
    }

    /// <summary>
    /// The evaluation as JSON with the keys <c>method, pairs, mean, loss, rewards, weights, gradient, extras</c>.
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A copy in float64 whose policy log-probabilities are leaves of a new graph.</summary>
    private static ViewScores Leaf(ViewScores scores, bool perToken) => perToken && scores.ByToken is { } tokens
        ? ViewScores.FromTokens(tokens with { Policy = Leaf(tokens.Policy) }) with { Columns = scores.Columns }
        : scores with { Policy = Leaf(scores.Policy) };

    private static Tensor Leaf(Tensor values) =>
        values.detach().to_type(ScalarType.Float64).clone().requires_grad_();

    private static double?[] Gradients(ViewScores leaf, bool perToken)
    {
        var policy = perToken && leaf.ByToken is { } tokens ? tokens.Policy : leaf.Policy;
        var gradient = policy.grad ?? policy.detach().zeros_like();
        return Numbers(gradient.dim() == 2 ? leaf.ByToken!.Sum(gradient) : gradient, leaf.Present);
    }

    private static double?[] Share(Dictionary<string, double?[]> gradient, string view) =>
        [.. gradient[view].Select((own, i) =>
        {
            if (own is not { } g || g == 0)
                return own;
            var total = gradient.Values.Sum(other =>
                other[i] is { } o && Math.Sign(o) == Math.Sign(g) ? Math.Abs(o) : 0);
            return Math.Abs(g) / total;
        })];

    private static double?[] Numbers(Tensor values, Tensor? present)
    {
        var numbers = values.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        var kept = present?.data<bool>().ToArray();
        // + 0.0 turns -0 into 0
        return [.. numbers.Select((x, i) => kept is null || kept[i] ? x + 0.0 : (double?)null)];
    }
}

using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>200 AdamW steps of a GPT (16 wide, 2 layers, 2 heads, 24 tokens), and of DPO on it, lose as PyTorch's
/// do.</summary>
[Collection(GlobalGenerator.Name)]
public sealed class GptTrajectoryTests
{
    private const int Vocabulary = TinyGpt.Vocabulary, Length = TinyGpt.Length;
    private static readonly PyTorchFixture Fixture = PyTorchFixture.Read("nn/trajectories.json");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LanguageModelingFollowsPyTorch(bool fused)
    {
        manual_seed(0);
        using var model = new TinyGpt(fused);
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor tokens = randint(0, Vocabulary, [64, Length], dtype: int64);
        TrajectoryTests.AssertFollows("gpt", () =>
        {
            (Tensor input, Tensor next) = Shifted(tokens);
            return functional.cross_entropy(model.call(input).reshape(-1, Vocabulary), next.reshape(-1),
                ignore_index: 3, label_smoothing: 0.05);
        }, optimizer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DpoOfAGptFollowsPyTorch(bool fused)
    {
        manual_seed(0);
        using var policy = new TinyGpt(fused);
        using var reference = new TinyGpt(fused);
        reference.load_state_dict(policy.state_dict());
        using var optimizer = optim.AdamW(policy.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor answers = randint(0, Vocabulary, [2, 6, Length], dtype: int64);
        TrajectoryTests.AssertFollows("gpt_dpo", () =>
        {
            Tensor margin0;
            using (no_grad()) margin0 = Margin(reference);
            return -functional.logsigmoid(0.1 * (Margin(policy) - margin0)).mean();
        }, optimizer);

        Tensor Margin(TinyGpt model) =>
            LogProbability(model, answers.select(0, 0)) - LogProbability(model, answers.select(0, 1));
    }

    /// <summary>ln p of each sequence after its first token.</summary>
    private static Tensor LogProbability(TinyGpt model, Tensor tokens)
    {
        (Tensor input, Tensor next) = Shifted(tokens);
        Tensor logits = model.call(input);
        return (model.Fused ? Fused.TokenLogps(logits, next)
            : logits.log_softmax(-1).gather(2, next.unsqueeze(2)).squeeze(2)).sum(dim: 1);
    }

    private static (Tensor Input, Tensor Next) Shifted(Tensor tokens) =>
        (tokens.narrow(1, 0, Length - 1), tokens.narrow(1, 1, Length - 1));
}

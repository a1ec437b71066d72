using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>200 AdamW steps of a GPT (16 wide, 2 layers, 2 heads, 24 tokens), and of DPO on it, lose as PyTorch's do.</summary>
[Collection(GlobalGenerator.Name)]
public sealed class GptTrajectoryTests
{
    private const int Vocabulary = 24, Length = 20, Width = 16;
    private static readonly PyTorchFixture Fixture = PyTorchFixture.Read("nn/trajectories.json");

    private sealed class Block : Module<Tensor, Tensor, Tensor>
    {
        private const int Heads = 2;
        private readonly bool fused;
        private readonly LayerNorm ln1 = LayerNorm(Width);
        private readonly Linear qkv = Linear(Width, 3 * Width);
        private readonly Linear proj = Linear(Width, Width);
        private readonly LayerNorm ln2 = LayerNorm(Width);
        private readonly Linear fc = Linear(Width, 4 * Width);
        private readonly Linear fc2 = Linear(4 * Width, Width);

        public Block(bool fused) : base("Block")
        {
            this.fused = fused;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x, Tensor mask)
        {
            long batch = x.shape[0], length = x.shape[1];
            Tensor[] parts = qkv.call(ln1.call(x)).split(Width, 2);
            Tensor q = PerHead(parts[0]), k = PerHead(parts[1]), v = PerHead(parts[2]);
            Tensor y = fused
                ? functional.scaled_dot_product_attention(q, k, v, is_casual: true)
                : (q.matmul(k.transpose(-2, -1)) * Math.Pow(Width / Heads, -0.5)).masked_fill(mask, double.NegativeInfinity).softmax(-1).matmul(v);
            x = x + proj.call(y.transpose(1, 2).contiguous().view(batch, length, Width));
            return x + fc2.call(functional.gelu(fc.call(ln2.call(x))));

            Tensor PerHead(Tensor t) => t.view(batch, length, Heads, Width / Heads).transpose(1, 2);
        }
    }

    private sealed class Gpt : Module<Tensor, Tensor>
    {
        private readonly Embedding wte = Embedding(Vocabulary, Width);
        private readonly Embedding wpe = Embedding(Length, Width);
        private readonly ModuleList<Block> h;
        private readonly LayerNorm lnf = LayerNorm(Width);
        private readonly Linear head;

        public Gpt(bool fused) : base("GPT")
        {
            h = ModuleList(new Block(fused), new Block(fused));
            head = Linear(Width, Vocabulary, hasBias: false);
            RegisterComponents();
            register_buffer("mask", triu(ones(Length, Length, dtype: ScalarType.Bool), 1));
            register_buffer("pos", arange(Length));
        }

        public override Tensor forward(Tensor tokens)
        {
            long length = tokens.shape[1];
            Tensor mask = get_buffer("mask")!.narrow(0, 0, length).narrow(1, 0, length);
            Tensor x = wte.call(tokens) + wpe.call(get_buffer("pos")!.narrow(0, 0, length));
            foreach (Block block in h) x = block.call(x, mask);
            return head.call(lnf.call(x));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LanguageModelingFollowsPyTorch(bool fused)
    {
        manual_seed(0);
        using var model = new Gpt(fused);
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor tokens = randint(0, Vocabulary, [64, Length], dtype: int64);
        TrajectoryTests.AssertFollows("gpt", () =>
        {
            (Tensor input, Tensor next) = Shifted(tokens);
            return functional.cross_entropy(model.call(input).reshape(-1, Vocabulary), next.reshape(-1), ignore_index: 3, label_smoothing: 0.05);
        }, optimizer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DpoOfAGptFollowsPyTorch(bool fused)
    {
        manual_seed(0);
        using var policy = new Gpt(fused);
        using var reference = new Gpt(fused);
        reference.load_state_dict(policy.state_dict());
        using var optimizer = optim.AdamW(policy.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor answers = randint(0, Vocabulary, [2, 6, Length], dtype: int64);
        TrajectoryTests.AssertFollows("gpt_dpo", () =>
        {
            Tensor margin0;
            using (no_grad()) margin0 = Margin(reference);
            return -functional.logsigmoid(0.1 * (Margin(policy) - margin0)).mean();
        }, optimizer);

        Tensor Margin(Gpt model) => LogProbability(model, answers.select(0, 0)) - LogProbability(model, answers.select(0, 1));
    }

    /// <summary>ln p of each sequence after its first token.</summary>
    private static Tensor LogProbability(Gpt model, Tensor tokens)
    {
        (Tensor input, Tensor next) = Shifted(tokens);
        return model.call(input).log_softmax(-1).gather(2, next.unsqueeze(2)).squeeze(2).sum(dim: 1);
    }

    private static (Tensor Input, Tensor Next) Shifted(Tensor tokens) =>
        (tokens.narrow(1, 0, Length - 1), tokens.narrow(1, 1, Length - 1));
}

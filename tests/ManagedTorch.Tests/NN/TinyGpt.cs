using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>A GPT, 16 wide, 2 layers, 2 heads, 24 tokens: of one operation after another, or fused where that is
/// possible.</summary>
internal sealed class TinyGpt : Module<Tensor, Tensor>
{
    public const int Vocabulary = 24, Length = 20, Width = 16;

    private readonly Embedding wte = Embedding(Vocabulary, Width);
    private readonly Embedding wpe = Embedding(Length, Width);
    private readonly ModuleList<Block> h;
    private readonly LayerNorm lnf = LayerNorm(Width);
    private readonly Linear head;

    public bool Fused { get; }

    public TinyGpt(bool fused) : base("GPT")
    {
        Fused = fused;
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
                : (q.matmul(k.transpose(-2, -1)) * Math.Pow(Width / Heads, -0.5))
                .masked_fill(mask, double.NegativeInfinity).softmax(-1).matmul(v);
            y = proj.call(y.transpose(1, 2).contiguous().view(batch, length, Width));
            x = fused ? y.add_(x) : x + y;
            y = fc2.call(fused ? ManagedTorch.Fused.LinearGelu(ln2.call(x), fc.weight!, fc.bias)
                : functional.gelu(fc.call(ln2.call(x))));
            return fused ? y.add_(x) : x + y;

            Tensor PerHead(Tensor t) => t.view(batch, length, Heads, Width / Heads).transpose(1, 2);
        }
    }
}

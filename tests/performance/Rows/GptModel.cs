using ResearchKit.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>A GPT with layer normalization before attention and before the feed-forward
/// network.</summary>
internal sealed class GptModel : Module<Tensor, Tensor>
{
    private readonly Embedding wte;
    private readonly Embedding wpe;
    private readonly ModuleList<Block> h;
    private readonly LayerNorm lnf;
    private readonly Linear head;

    public GptModel(int width, int layers, int heads, int vocabulary, int length) : base("GPT")
    {
        wte = Embedding(vocabulary, width);
        wpe = Embedding(length, width);
        h = ModuleList([.. Enumerable.Range(0, layers).Select(_ => new Block(width, heads))]);
        lnf = LayerNorm(width);
        head = Linear(width, vocabulary, hasBias: false);
        RegisterComponents();
        register_buffer("pos", arange(length), persistent: false);
    }

    /// <summary>Logits [batch, length, vocabulary] of tokens [batch, length].</summary>
    public override Tensor forward(Tensor tokens)
    {
        Tensor x = wte.call(tokens).add_(wpe.call(get_buffer("pos")!));
        foreach (Block block in h) x = block.call(x);
        return head.call(lnf.call(x));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly int width, heads;
        private readonly LayerNorm ln1;
        private readonly Linear qkv;
        private readonly Linear proj;
        private readonly LayerNorm ln2;
        private readonly Linear fc;
        private readonly Linear fc2;

        public Block(int width, int heads) : base("Block")
        {
            (this.width, this.heads) = (width, heads);
            (ln1, qkv, proj) = (LayerNorm(width), Linear(width, 3 * width), Linear(width, width));
            (ln2, fc, fc2) = (LayerNorm(width), Linear(width, 4 * width), Linear(4 * width, width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            long batch = x.shape[0], length = x.shape[1];
            Tensor[] parts = qkv.call(ln1.call(x)).split(width, 2);
            Tensor y =
                functional.scaled_dot_product_attention(Heads(parts[0]), Heads(parts[1]), Heads(parts[2]),
                    is_casual: true);
            x = proj.call(y.transpose(1, 2).contiguous().view(batch, length, width)).add_(x);
            return fc2.call(FusedOps.Linear(ln2.call(x), fc.weight!, fc.bias, Activation.Gelu)).add_(x);

            Tensor Heads(Tensor t) => t.view(batch, length, heads, width / heads).transpose(1, 2);
        }
    }
}

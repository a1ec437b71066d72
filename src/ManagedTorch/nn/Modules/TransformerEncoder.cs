using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary><paramref name="num_layers"/> copies of a layer, one after the other; all start from its
            /// values, as in PyTorch.</summary>
            public static TransformerEncoder TransformerEncoder(TransformerEncoderLayer encoder_layer,
                long num_layers) => new(encoder_layer, num_layers);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A stack of encoder layers, on sequences [length, batch, width].</summary>
    public sealed class TransformerEncoder
        : nn.Module<Tensor, Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor>
    {
        private readonly ModuleList<TransformerEncoderLayer> _layers;

        internal TransformerEncoder(TransformerEncoderLayer layer, long count) : base(nameof(TransformerEncoder))
        {
            _layers = nn.ModuleList(Enumerable.Range(0, (int)count).Select(_ => layer.Copy()).ToArray());
            register_module("layers", _layers);
        }

        /// <summary>All layers without masks: [length, batch, width], a shape the result keeps.</summary>
        public Tensor call(Tensor src) => call(src, null!, null!);

        /// <summary>All layers with a mask [length, length]: true hides, any other number is added.</summary>
        public Tensor call(Tensor src, Tensor src_mask) => call(src, src_mask, null!);

        /// <param name="src">[length, batch, width]</param>
        /// <param name="src_mask">[length, length], or null: true hides, any other number is added.</param>
        /// <param name="src_key_padding_mask">[batch, length], or null: true hides.</param>
        public override Tensor forward(Tensor src, Tensor src_mask, Tensor src_key_padding_mask)
        {
            foreach (var layer in _layers) src = layer.call(src, src_mask, src_key_padding_mask);
            return src;
        }

        /// <summary>What stands between the linear maps of a layer; the factories take
        /// <see cref="nn.Activations"/>.</summary>
        public enum Activations
        {
            /// <summary>max(x, 0).</summary>
            ReLU = 0,
            /// <summary>x · Φ(x), Φ the normal distribution function.</summary>
            GELU = 1,
        }
    }
}

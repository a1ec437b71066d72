using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>What stands between the two linear maps of a transformer layer.</summary>
            public enum Activations
            {
                /// <summary>max(x, 0).</summary>
                ReLU = 0,
                /// <summary>x · Φ(x), Φ the normal distribution function.</summary>
                GELU = 1,
            }

            /// <summary>One layer of a transformer's encoder, on sequences [length, batch, d_model].</summary>
            public static TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8,
                long dim_feedforward = 2048,
                double dropout = 0.1, Activations activation = Activations.ReLU) =>
                new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Self-attention and two linear maps, each with dropout, added to its input and then normalized (Vaswani
    /// et al., 2017).</summary>
    public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor>,
        nn.IModule<Tensor, Tensor, Tensor>, nn.IModule<Tensor, Tensor, Tensor, Tensor>
    {
        private readonly MultiheadAttention _attention;
        private readonly Linear _linear1, _linear2;
        private readonly LayerNorm _norm1, _norm2;
        private readonly Dropout _dropout, _dropout1, _dropout2;
        private readonly (long Width, long Heads, long Inner, double Dropout, nn.Activations Activation) _sizes;

        internal TransformerEncoderLayer(long width, long heads, long inner, double dropout, nn.Activations activation)
            : base(nameof(TransformerEncoderLayer))
        {
            _sizes = (width, heads, inner, dropout, activation);
            register_module("self_attn", _attention = nn.MultiheadAttention(width, heads, dropout));
            register_module("linear1", _linear1 = nn.Linear(width, inner));
            register_module("dropout", _dropout = nn.Dropout(dropout));
            register_module("linear2", _linear2 = nn.Linear(inner, width));
            register_module("norm1", _norm1 = nn.LayerNorm(width));
            register_module("norm2", _norm2 = nn.LayerNorm(width));
            register_module("dropout1", _dropout1 = nn.Dropout(dropout));
            register_module("dropout2", _dropout2 = nn.Dropout(dropout));
        }

        /// <summary>One layer without masks: [length, batch, d_model], a shape the result keeps.</summary>
        public override Tensor forward(Tensor src) => Encode(src, null, null);

        /// <summary>The layer with a mask [length, length]: true hides, any other number is added. Hooks do not
        /// run.</summary>
        public Tensor call(Tensor src, Tensor src_mask) => Encode(src, src_mask, null);

        /// <summary>The layer with a mask [length, length] and a mask of keys [batch, length], in which true hides.
        /// Hooks do not run.</summary>
        public Tensor call(Tensor src, Tensor src_mask, Tensor src_key_padding_mask) =>
            Encode(src, src_mask, src_key_padding_mask);

        private Tensor Encode(Tensor x, Tensor? mask, Tensor? padding)
        {
            x = _norm1.call(x + _dropout1.call(_attention.call(x, x, x, padding, need_weights: false, mask).Item1));
            var h = _linear1.call(x);
            h = _sizes.Activation == nn.Activations.GELU ? h.gelu() : h.relu();
            return _norm2.call(x + _dropout2.call(_linear2.call(_dropout.call(h))));
        }

        /// <summary>Another layer with the same values; nothing random is drawn.</summary>
        internal TransformerEncoderLayer Copy()
        {
            var state = random.get_rng_state();
            var copy =
                new TransformerEncoderLayer(_sizes.Width, _sizes.Heads, _sizes.Inner, _sizes.Dropout,
                    _sizes.Activation);
            random.set_rng_state(state);
            copy.load_state_dict(state_dict());
            copy.train(training);
            return copy;
        }
    }
}

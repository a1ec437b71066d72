using ManagedTorch.Core;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>
            /// Attention in several heads, on sequences [length, batch, embedded_dim]; keys and values may have widths
            /// of their own, <paramref name="kdim"/> and <paramref name="vdim"/>. Initial values are PyTorch's.
            /// </summary>
            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0.0,
                bool bias = true,
                bool add_bias_kv = false, bool add_zero_attn = false, long? kdim = null, long? vdim = null) =>
                new(embedded_dim, num_heads, dropout, bias, add_bias_kv, add_zero_attn, kdim ?? embedded_dim, vdim
                    ?? embedded_dim);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>
    /// Multi-head attention (Vaswani et al., 2017) with PyTorch's parameters: in_proj_weight [3 width, width] (or
    /// q_proj_weight, k_proj_weight, v_proj_weight where widths differ), in_proj_bias, bias_k, bias_v, out_proj.
    /// </summary>
    public sealed class MultiheadAttention
        : nn.Module<Tensor, Tensor, Tensor, Tensor, bool, Tensor, Tuple<Tensor, Tensor>>
    {
        private readonly long _width, _heads;
        private readonly double _dropout;
        private readonly bool _zeros;
        private readonly Parameter[] _weights; // one of all three projections, or three
        private readonly Parameter? _bias, _keyBias, _valueBias;
        private readonly Linear _out;

        internal MultiheadAttention(long width, long heads, double dropout, bool bias, bool biasKeys, bool zeros,
            long keyWidth, long valueWidth)
            : base(nameof(MultiheadAttention))
        {
            if (heads < 1 || width % heads != 0)
                throw new ArgumentException(
                    $"MultiheadAttention: embedded_dim {width} must be a multiple of num_heads {heads}.");
            (_width, _heads, _dropout, _zeros) = (width, heads, dropout, zeros);
            var joined = keyWidth == width && valueWidth == width;
            // PyTorch draws out_proj first, when it is made, and the others when all are reset.
            _out = nn.Linear(width, width, bias);
            if (_out.bias is { } shift) nn.init.zeros_(shift);
            _weights = joined
                ? [Project("in_proj_weight", 3 * width, width)]
                : [Project("q_proj_weight", width, width), Project("k_proj_weight", width, keyWidth),
                    Project("v_proj_weight", width, valueWidth)];
            if (bias) OwnParameter("in_proj_bias", _bias = new Parameter(torch.zeros(3 * width)));
            if (biasKeys)
            {
                OwnParameter("bias_k", _keyBias = new Parameter(nn.init.xavier_normal_(empty(1, 1, width))));
                OwnParameter("bias_v", _valueBias = new Parameter(nn.init.xavier_normal_(empty(1, 1, width))));
            }
            register_module("out_proj", _out);
        }

        private Parameter Project(string name, long outputs, long inputs)
        {
            var weight = new Parameter(nn.init.xavier_uniform_(empty(outputs, inputs)));
            OwnParameter(name, weight);
            return weight;
        }

        /// <param name="query">[target length, batch, width]</param>
        /// <param name="key">[source length, batch, key width]</param>
        /// <param name="value">[source length, batch, value width]</param>
        /// <param name="key_padding_mask">[batch, source length]: true hides a key.</param>
        /// <param name="need_weights">Whether the weights are returned; without them attention is computed in one fused
        /// pass.</param>
        /// <param name="attn_mask">[target, source] or [batch x heads, target, source]: true hides, any other number is
        /// added.</param>
        /// <returns>[target length, batch, width], and the weights averaged over heads [batch, target, source] or
        /// null.</returns>
        public new Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null,
            bool need_weights = true, Tensor? attn_mask = null) =>
            base.call(query, key, value, key_padding_mask!, need_weights, attn_mask!);

        /// <inheritdoc cref="call(Tensor, Tensor, Tensor, Tensor, bool, Tensor)"/>
        public override Tuple<Tensor, Tensor> forward(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask,
            bool need_weights, Tensor? attn_mask)
        {
            Check(query, key, value);
            var (length, batch) = (query._shape[0], query._shape[1]);
            var (q, k, v) = Projections(query, key, value);
            if (_keyBias is not null)
                (k, v) =
                    (Append(k, _keyBias.expand(1, batch, _width)), Append(v, _valueBias!.expand(1, batch, _width)));
            if (_zeros)
                (k, v) = (Append(k, zeros(1, batch, _width, k.dtype)), Append(v, zeros(1, batch, _width, v.dtype)));
            var hidden =
                Hidden(key_padding_mask, attn_mask, length, key._shape[0], batch, (int)(k._shape[0] - key._shape[0]),
                    q.dtype);

            Tensor y, weights = null!;
            var p = training ? _dropout : 0;
            if (need_weights)
            {
                weights = AttentionOps.Scored(Split(q), Split(k), hidden);
                if (p > 0) weights = nn.functional.dropout(weights, p);
                y = weights.matmul(Split(v));
                weights = weights.mean([1]);
            }
            else y = AttentionOps.Apply(Split(q), Split(k), Split(v), hidden, p, false);
            return new(_out.call(y.permute(2, 0, 1, 3).reshape(length, batch, _width)), weights);
        }

        private static Tensor Append(Tensor x, Tensor row) => cat([x, row], 0);

        /// <summary>[length, batch, width] as [batch, heads, length, width / heads].</summary>
        private Tensor Split(Tensor x) => x.view(x._shape[0], x._shape[1], _heads, _width / _heads).permute(1, 2, 0, 3);

        private (Tensor, Tensor, Tensor) Projections(Tensor query, Tensor key, Tensor value)
        {
            if (_weights.Length == 1 && ReferenceEquals(query, key) && ReferenceEquals(key, value))
            {
                var all = nn.functional.linear(query, _weights[0], _bias).chunk(3, -1);
                return (all[0], all[1], all[2]);
            }
            var weights = _weights.Length == 1 ? _weights[0].chunk(3, 0) : _weights;
            var bias = _bias?.chunk(3, 0);
            return (nn.functional.linear(query, weights[0], bias?[0]), nn.functional.linear(key, weights[1], bias?[1]),
                nn.functional.linear(value, weights[2], bias?[2]));
        }

        /// <summary>Both masks as one that is added to the scores; null if there is none. Rows appended to the keys are
        /// seen by all.</summary>
        private Tensor? Hidden(Tensor? padding, Tensor? mask, long length, long keys, long batch, int appended,
            ScalarType dtype)
        {
            if (padding is not null
                && !(padding._dtype == ScalarType.Bool && Shapes.Same(padding._shape, [batch, keys])))
                throw new ArgumentException(
                    $"MultiheadAttention: key_padding_mask {Shapes.Text(padding._shape)} " +
                    $"of {padding._dtype} must be boolean [batch, source length] = [{batch}, {keys}].");
            if (mask is not null && !Shapes.Same(mask._shape, [length, keys])
                && !Shapes.Same(mask._shape, [batch * _heads, length, keys]))
                throw new ArgumentException(
                    $"MultiheadAttention: attn_mask {Shapes.Text(mask._shape)} must " +
                    $"be [{length}, {keys}] or [{batch * _heads}, {length}, {keys}].");
            if (mask is { Rank: 3 }) mask = mask.view(batch, _heads, length, keys);
            var result = mask is null ? null : Added(mask);
            if (padding is not null)
                result = result is null ? Added(padding.view(batch, 1, 1, keys))
                    : result + Added(padding.view(batch, 1, 1, keys));
            return result is null || appended == 0 ? result : nn.functional.pad(result, [0L, appended]);

            Tensor Added(Tensor m) =>
                m._dtype == ScalarType.Bool ? zeros(m._shape, dtype).masked_fill(m, double.NegativeInfinity) : m;
        }

        private void Check(Tensor query, Tensor key, Tensor value)
        {
            var (keyWidth, valueWidth) = _weights.Length == 1 ? (_width, _width)
                : (_weights[1]._shape[1], _weights[2]._shape[1]);
            Check(nameof(query), query, _width);
            Check(nameof(key), key, keyWidth);
            Check(nameof(value), value, valueWidth);
            if (key._shape[1] != query._shape[1] || value._shape[1] != query._shape[1]
                || key._shape[0] != value._shape[0])
                throw new ArgumentException(
                    $"MultiheadAttention: query {Shapes.Text(query._shape)}, key {Shapes.Text(key._shape)} and value " +
                    $"{Shapes.Text(value._shape)} must share the batch, key and value the length.");

            static void Check(string name, Tensor x, long width)
            {
                if (x.Rank != 3 || x._shape[2] != width)
                    throw new ArgumentException(
                        $"MultiheadAttention: {name} {Shapes.Text(x._shape)} must be [length, batch, {width}].");
            }
        }
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>
            /// A table of vectors drawn from N(0, 1), as PyTorch draws them; the row at <paramref name="padding_idx"/>
            /// is zero.
            /// </summary>
            /// <exception cref="NotSupportedException"><paramref name="max_norm"/>,
            /// <paramref name="scale_grad_by_freq"/> or
            /// <paramref name="sparse"/> is asked for: these are not implemented.</exception>
            public static Embedding Embedding(long num_embeddings, long embedding_dims, long? padding_idx = null,
                double? max_norm = null,
                double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null,
                ScalarType? dtype = null)
            {
                if (max_norm is not null || scale_grad_by_freq || sparse)
                    throw new NotSupportedException(
                        "Embedding has no max_norm, scale_grad_by_freq or sparse gradients here.");
                Tensor weight = empty(num_embeddings, embedding_dims, dtype: dtype, device: device);
                init.normal_(weight);
                long? padding = padding_idx < 0 ? padding_idx + num_embeddings : padding_idx;
                if (padding < 0 || padding >= num_embeddings)
                    throw new ArgumentOutOfRangeException(nameof(padding_idx), padding_idx,
                        $"Embedding has {num_embeddings} rows.");
                if (padding is { } row)
                {
                    using var _ = no_grad();
                    weight.select(0, row).zero_();
                }
                return new Embedding(new Parameter(weight), padding);
            }

            /// <summary>A table of given vectors [rows, dims], which learns only if <paramref name="freeze"/> is
            /// false.</summary>
            /// <exception cref="NotSupportedException">As for <see cref="Embedding"/>.</exception>
            public static Embedding Embedding_from_pretrained(Tensor embeddings, bool freeze = true,
                long? padding_idx = null, double? max_norm = null,
                double norm_type = 2.0, bool scale_grad_by_freq = false, bool sparse = false, Device? device = null,
                ScalarType? dtype = null)
            {
                if (max_norm is not null || scale_grad_by_freq || sparse)
                    throw new NotSupportedException(
                        "Embedding has no max_norm, scale_grad_by_freq or sparse gradients here.");
                if (embeddings.dim() != 2)
                    throw new ArgumentException(
                        "Embedding_from_pretrained: the table must be [rows, dims]; it " +
                        $"has {embeddings.dim()} dimensions.", nameof(embeddings));
                Tensor weight = dtype is { } type ? embeddings.detach().to_type(type) : embeddings.detach();
                return new Embedding(new Parameter(weight, requires_grad: !freeze), padding_idx < 0
                    ? padding_idx + embeddings.shape[0] : padding_idx);
            }
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Looks up a row of its table for every index of its input: [...] of int64 becomes [..., dims].</summary>
    public sealed class Embedding : nn.Module<Tensor, Tensor>
    {
        private readonly long? _padding;
        private Parameter? _weight;

        internal Embedding(Parameter weight, long? padding) : base(nameof(Embedding))
        {
            (_weight, _padding) = (weight, padding);
            OwnParameter(nameof(weight), weight);
        }

        /// <summary>Rows of the table: indices [...] become vectors [..., dims].</summary>
        public override Tensor forward(Tensor input) =>
            Rows(_weight ?? throw new InvalidOperationException("Embedding has no weight: it was set to null."), input,
                _padding);

        /// <summary>The table, [rows, dims]; without it (null), a call is an error.</summary>
        public Parameter? weight
        {
            get => _weight;
            set => ReplaceParameter(nameof(weight), _weight = value);
        }

        /// <summary>Rows of <paramref name="table"/> [rows, dims] by index; the padding row learns nothing.</summary>
        internal static Tensor Rows(Tensor table, Tensor indices, long? padding)
        {
            Tensor flat = indices.reshape(-1);
            Tensor rows = table.index_select(0, flat);
            if (padding is { } row) rows = where(flat.eq(row).unsqueeze(1), rows.detach(), rows);
            return rows.view([.. indices.shape, table.shape[1]]);
        }
    }
}

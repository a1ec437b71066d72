namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position of an index expression: a number, a slice, an ellipsis, a new dimension, or a tensor of
    /// indices or a mask.</summary>
    public struct TensorIndex
    {
        internal enum Kind { None, Ellipsis, Single, Slice, Bool, Tensor }

        internal Kind Type { get; private init; }
        internal long Start { get; private init; }
        internal long? Stop { get; private init; }
        internal long? First { get; private init; }
        internal long Step { get; private init; }
        internal Tensor? Index { get; private init; }

        /// <summary>As many whole dimensions as are left.</summary>
        public static TensorIndex Ellipsis = new() { Type = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new() { Type = Kind.None };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex Null = new() { Type = Kind.None };

        /// <summary>One whole dimension.</summary>
        public static TensorIndex Colon = Slice();

        /// <summary>Every <paramref name="step"/>-th position from <paramref name="start"/> up to but without
        /// <paramref name="stop"/>; negative positions count from the end, null stands for the ends.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Type = Kind.Slice, First = start, Stop = stop, Step = step ?? 1 };

        /// <summary>The positions of a range; negative ones count from the end.</summary>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        /// <summary>The positions of a C# range.</summary>
        public static TensorIndex Slice(Range range) =>
            Slice(FromIndex(range.Start), range.End.IsFromEnd && range.End.Value == 0 ? null : FromIndex(range.End));

        /// <summary>One position, whose dimension disappears; negative ones count from the end, null is a new
        /// dimension.</summary>
        public static TensorIndex Single(long? index) =>
            index is { } i ? new() { Type = Kind.Single, Start = i } : None;

        /// <summary>A new dimension, of size 1 if true and of size 0 if false.</summary>
        public static TensorIndex Bool(bool value) => new() { Type = Kind.Bool, Start = value ? 1 : 0 };

        /// <summary>The positions in a tensor of indices, or those where a Boolean mask is true.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { Type = Kind.Tensor, Index = tensor };

        /// <inheritdoc cref="Single(long?)"/>
        public static implicit operator TensorIndex(long value) => Single(value);
        /// <summary>The positions of a range; negative ones count from the end.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        /// <inheritdoc cref="Slice(Range)"/>
        public static implicit operator TensorIndex(Range range) => Slice(range);
        /// <summary>One position, from the start or from the end.</summary>
        public static implicit operator TensorIndex(Index index) => Single(FromIndex(index));

        private static long FromIndex(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}

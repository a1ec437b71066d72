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

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { Type = Kind.Slice, First = start, Stop = stop, Step = step ?? 1 };

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(FromIndex(range.Start), range.End.IsFromEnd && range.End.Value == 0 ? null : FromIndex(range.End));

        public static TensorIndex Single(long? index) =>
            index is { } i ? new() { Type = Kind.Single, Start = i } : None;

        public static TensorIndex Bool(bool value) => new() { Type = Kind.Bool, Start = value ? 1 : 0 };

        public static TensorIndex Tensor(Tensor tensor) => new() { Type = Kind.Tensor, Index = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(FromIndex(index));

        private static long FromIndex(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}

using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The shape of a tensor.</summary>
    public struct Size : IEnumerable<long>
    {
        private readonly long[]? _shape;

        /// <summary>The shape of no dimensions, that of one element.</summary>
        public static Size Empty = new(Array.Empty<long>());

        /// <summary>A shape from its sizes, which are copied.</summary>
        public Size(long[] shape) => _shape = (long[])shape.Clone();
        /// <inheritdoc cref="Size(long[])"/>
        public Size(int[] shape) => _shape = Array.ConvertAll(shape, i => (long)i);
        /// <inheritdoc cref="Size(long[])"/>
        public Size(IEnumerable<long> shape) => _shape = shape.ToArray();
        /// <summary>The shape of one dimension.</summary>
        public Size(long size) => _shape = [size];
        /// <summary>The shape of one dimension.</summary>
        public Size(int size) => _shape = [size];
        /// <summary>A shape of two dimensions.</summary>
        public Size((long, long) size) => _shape = [size.Item1, size.Item2];
        /// <summary>A shape of three dimensions.</summary>
        public Size((long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3];
        /// <summary>A shape of four dimensions.</summary>
        public Size((long, long, long, long) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];
        /// <summary>A shape of two dimensions.</summary>
        public Size((int, int) size) => _shape = [size.Item1, size.Item2];
        /// <summary>A shape of three dimensions.</summary>
        public Size((int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3];
        /// <summary>A shape of four dimensions.</summary>
        public Size((int, int, int, int) size) => _shape = [size.Item1, size.Item2, size.Item3, size.Item4];

        /// <inheritdoc cref="Size(long)"/>
        public static implicit operator Size(long size) => new(size);
        /// <inheritdoc cref="Size(long[])"/>
        public static implicit operator Size(long[] size) => new(size);
        /// <inheritdoc cref="Size(ValueTuple{long, long})"/>
        public static implicit operator Size((long, long) size) => new(size);
        /// <inheritdoc cref="Size(ValueTuple{long, long, long})"/>
        public static implicit operator Size((long, long, long) size) => new(size);
        /// <inheritdoc cref="Size(ValueTuple{long, long, long, long})"/>
        public static implicit operator Size((long, long, long, long) size) => new(size);

        /// <summary>Whether both shapes have the same sizes in the same order.</summary>
        public static bool operator ==(Size left, Size right) => left.Values.SequenceEqual(right.Values);
        /// <summary>Whether the shapes differ in a size or in their number.</summary>
        public static bool operator !=(Size left, Size right) => !(left == right);
        /// <summary>The sizes of the first shape, then those of the second.</summary>
        public static Size operator +(Size left, Size right) => new(left.Concat(right));
        /// <summary>The sizes of the first shape, then the given ones.</summary>
        public static Size operator +(Size left, IEnumerable<long> right) => new(left.Concat(right));

        /// <summary>The size of a dimension, counted from 0.</summary>
        public long this[int idx] => Values[idx];
        /// <inheritdoc cref="this[int]"/>
        public long this[long idx] => Values[(int)idx];
        /// <summary>How many dimensions there are.</summary>
        public int Length => Values.Length;
        /// <summary>The sizes, a copy.</summary>
        public long[] Shape => Values.ToArray();
        /// <summary>Whether there are no dimensions.</summary>
        public bool IsEmpty => Values.Length == 0;
        /// <summary>Whether there are no dimensions, as of one element.</summary>
        public bool IsScalar => Values.Length == 0;

        internal readonly ReadOnlySpan<long> Values => _shape;

        /// <summary>How many elements there are: the product of the sizes.</summary>
        public long numel()
        {
            var n = 1L;
            foreach (var size in Values) n *= size;
            return n;
        }

        /// <summary>The dimensions from <paramref name="first"/> up to but without <paramref name="next"/>.</summary>
        public Size Slice(int first, int next) => new(Values[first..next].ToArray());

        /// <summary>The sizes of the first <paramref name="i"/> dimensions.</summary>
        public IEnumerable<long> Take(int i) => Shape.Take(i);

        /// <summary>Runs through the sizes.</summary>
        public IEnumerator<long> GetEnumerator() => ((IEnumerable<long>)Shape).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        /// <summary>Whether the object is a shape of the same sizes.</summary>
        public override bool Equals(object? obj) => obj is Size other && this == other;

        /// <summary>Equal for equal shapes.</summary>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var size in Values) hash.Add(size);
            return hash.ToHashCode();
        }
    }
}

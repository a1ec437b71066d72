using System.Globalization;
using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The value of a tensor of one element.</summary>
        public T item<T>() where T : unmanaged
        {
            if (_count != 1)
                throw new InvalidOperationException(
                    $"item: the tensor of shape {Shapes.Text(_shape)} " +
                    $"has {_count} elements; index it or reduce it to one.");
            if (Dtypes.Of<T>() != _dtype)
                throw new ArgumentException(
                    $"item: the tensor is {_dtype}, {typeof(T).Name} was asked for; use the matching type, or " +
                    "convert with to(...).");
            return Memory<T>()[0];
        }

        /// <summary>The value of a tensor of one element, of whatever dtype, as a double.</summary>
        internal double ItemAsDouble()
        {
            if (_count != 1)
                throw new InvalidOperationException(
                    $"item: the tensor of shape {Shapes.Text(_shape)} " +
                    $"has {_count} elements; index it or reduce it to one.");
            return ReadDouble(0);
        }

        internal double ReadDouble(int at)
        {
            var work = new ReadWork(this, at);
            Dispatch.Any(_dtype, ref work);
            return work.Value;
        }

        private struct ReadWork(Tensor x, int at) : IForAny
        {
            public double Value { get; private set; }

            void IForAny.Run<T>() => Value = Dtypes.ToDouble(x.Memory<T>()[at]);
        }

        internal long ReadLong(int at) => _dtype.IsFloatingPoint() ? (long)ReadDouble(at) : _dtype switch
        {
            ScalarType.Int64 => Memory<long>()[at],
            _ => (long)ReadDouble(at),
        };

        /// <summary>The value of a tensor of one element, with its dtype.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        public Scalar ToScalar()
        {
            if (_count != 1)
                throw new InvalidOperationException(
                    $"ToScalar: the tensor of shape {Shapes.Text(_shape)} has {_count} elements.");
            return _dtype.IsFloatingPoint() ? new Scalar(ReadDouble(0), _dtype) : new Scalar(ReadLong(0), _dtype);
        }

        /// <summary>The elements in row-major order; for a contiguous tensor the accessor writes through.</summary>
        public Utils.TensorAccessor<T> data<T>() where T : unmanaged
        {
            if (Dtypes.Of<T>() != Alive._dtype)
                throw new ArgumentException(
                    $"data: the tensor is {_dtype}, {typeof(T).Name} was asked for; use the matching type, or " +
                    "convert with to(...).");
            return new Utils.TensorAccessor<T>(this);
        }

        /// <summary>The bytes of a contiguous tensor.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (!_contiguous)
                    throw new InvalidOperationException(
                        "bytes: the tensor is not contiguous; call contiguous() first.");
                var work = new BytesWork(this);
                Dispatch.Any(_dtype, ref work);
                return work.Bytes;
            }
            set
            {
                if (value.Length != _count * (long)_dtype.Size())
                    throw new ArgumentException(
                        $"bytes: {value.Length} bytes do not fill a tensor of {_count} elements of {_dtype}.");
                value.CopyTo(bytes);
                BumpVersion();
            }
        }

        private ref struct BytesWork(Tensor x) : IForAny
        {
            public Span<byte> Bytes { get; private set; }

            void IForAny.Run<T>() => Bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.Values<T>());
        }

        /// <summary>Whether the one element is not zero.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        public bool is_nonzero() => ItemAsDouble() != 0;

        /// <summary>The value of a tensor of one element, rounded to float32.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        public static explicit operator float(Tensor value) => (float)value.ItemAsDouble();
        /// <summary>The value of a tensor of one element, as a float64.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        public static explicit operator double(Tensor value) => value.ItemAsDouble();
        /// <summary>The value of a tensor of one element, as an int32.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        /// <exception cref="OverflowException">The value lies outside int32.</exception>
        public static explicit operator int(Tensor value) => checked((int)(long)value);
        /// <summary>The value of a tensor of one element, as a Boolean: whether it is not zero.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        public static explicit operator bool(Tensor value) => value.ItemAsDouble() != 0;

        /// <summary>The value of a tensor of one element, as an int64, without its fraction.</summary>
        /// <exception cref="InvalidOperationException">The tensor has more elements, or none.</exception>
        public static explicit operator long(Tensor value)
        {
            if (value._count != 1)
                throw new InvalidOperationException(
                    $"item: the tensor of shape {Shapes.Text(value._shape)} " +
                    $"has {value._count} elements; index it or reduce it to one.");
            return value.ReadLong(0);
        }

        /// <summary>A tensor of no dimensions with the number's dtype.</summary>
        public static implicit operator Tensor(Scalar scalar) => full(Array.Empty<long>(), scalar, scalar.Type);
        /// <summary>A tensor of no dimensions, float32.</summary>
        public static implicit operator Tensor(float value) => tensor(value);
        /// <summary>A tensor of no dimensions, with the dtype that <c>tensor(double)</c> gives.</summary>
        public static implicit operator Tensor(double value) => tensor(value);
        /// <summary>A tensor of no dimensions, int32.</summary>
        public static implicit operator Tensor(int value) => tensor(value);
        /// <summary>A tensor of no dimensions, int64.</summary>
        public static implicit operator Tensor(long value) => tensor(value);
        /// <summary>A tensor of no dimensions, bool.</summary>
        public static implicit operator Tensor(bool value) => tensor(value);
        /// <summary>A tensor of one dimension, float32; the values are copied.</summary>
        public static implicit operator Tensor(float[] value) => tensor(value);
        /// <summary>A tensor of one dimension, with the dtype that <c>tensor(double[])</c> gives; the values are
        /// copied.</summary>
        public static implicit operator Tensor(double[] value) => tensor(value);
        /// <summary>A tensor of one dimension, int32; the values are copied.</summary>
        public static implicit operator Tensor(int[] value) => tensor(value);
        /// <summary>A tensor of one dimension, int64; the values are copied.</summary>
        public static implicit operator Tensor(long[] value) => tensor(value);
        /// <summary>A tensor of one dimension, bool; the values are copied.</summary>
        public static implicit operator Tensor(bool[] value) => tensor(value);

        /// <summary>True if all elements are within atol + rtol |target| of the target's.</summary>
        public bool allclose(Tensor target, double rtol = 1E-05, double atol = 1E-08, bool equal_nan = false) =>
            (bool)isclose(target, rtol, atol, equal_nan).all();

        /// <summary>Elementwise: |this - other| at most atol + rtol |other|, or equal. NaN is close to NaN if
        /// <paramref name="nanEqual"/> is true. Not differentiable.</summary>
        public Tensor isclose(Tensor other, double rtol = 1E-05, double atol = 1E-08, bool nanEqual = false)
        {
            using var _ = no_grad();
            var close = eq(other)
                .logical_or(((this - other).abs() <= other.abs() * rtol + atol).logical_and((this - other).isfinite()));
            return nanEqual ? close.logical_or(isnan().logical_and(other.isnan())) : close;
        }

        /// <summary>Whether all elements are true (non-zero).</summary>
        public Tensor all() => eq(0).sum() == 0;
        /// <summary>Whether all elements along the dimension are true (non-zero).</summary>
        public Tensor all(long dim, bool keepdim = false) => eq(0).sum(dim, keepdim) == 0;
        /// <summary>Whether any element is true (non-zero).</summary>
        public Tensor any() => ne(0).sum() > 0;
        /// <summary>Whether any element along the dimension is true (non-zero).</summary>
        public Tensor any(long dim, bool keepdim = false) => ne(0).sum(dim, keepdim) > 0;

        /// <summary>One boolean: whether shape and all elements are equal.</summary>
        public Tensor equal(Tensor target) => tensor(Shapes.Same(_shape, target._shape) && (bool)eq(target).all());
    }

    /// <inheritdoc cref="Tensor.allclose(Tensor, double, double, bool)"/>
    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1E-05, double atol = 1E-08,
        bool equal_nan = false) => tensor.allclose(target, rtol, atol, equal_nan);
    /// <inheritdoc cref="Tensor.isclose(Tensor, double, double, bool)"/>
    public static Tensor isclose(Tensor tensor, Tensor other, double rtol = 1E-05, double atol = 1E-08,
        bool nanEqual = false) => tensor.isclose(other, rtol, atol, nanEqual);
    /// <inheritdoc cref="Tensor.all()"/>
    public static Tensor all(Tensor input) => input.all();
    /// <inheritdoc cref="Tensor.all(long, bool)"/>
    public static Tensor all(Tensor input, long dim, bool keepdim = false) => input.all(dim, keepdim);
    /// <inheritdoc cref="Tensor.any()"/>
    public static Tensor any(Tensor input) => input.any();
    /// <inheritdoc cref="Tensor.any(long, bool)"/>
    public static Tensor any(Tensor input, long dim, bool keepdim = false) => input.any(dim, keepdim);
    /// <inheritdoc cref="Tensor.equal(Tensor)"/>
    public static Tensor equal(Tensor tensor, Tensor target) => tensor.equal(target);
}

using ManagedTorch.Autograd;
using ManagedTorch.Core;

namespace TorchSharp;

// Copies, conversions and writes of whole tensors.
public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A contiguous copy; gradients pass through it.</summary>
        public Tensor clone()
        {
            var y = NewLike(this);
            Copy.Into(y, this);
            return ComputeRequiresGrad ? y.SetGradFn(new ScaleNode(this, 1)) : y;
        }

        /// <summary>This tensor if its elements lie in row-major order, else a copy that does.</summary>
        public Tensor contiguous() => Alive._contiguous ? this : clone();

        /// <summary>Whether the elements lie in row-major order without gaps.</summary>
        public bool is_contiguous() => Alive._contiguous;

        /// <summary>The tensor in a dtype; this tensor itself if it has that dtype already, unless a copy is asked
        /// for.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            var y = Alive;
            if (type != _dtype)
            {
                y = Copy.Convert(this, type);
                if (ComputeRequiresGrad && type.IsFloatingPoint()) y.SetGradFn(new ConvertNode(this));
            }
            else if (copy) y = clone();
            if (disposeAfter && !ReferenceEquals(y, this)) Dispose();
            return y;
        }

        /// <summary>The tensor in a dtype or on a device; this tensor itself if nothing changes, unless a copy is asked
        /// for. The CPU is the only device.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter);

        /// <summary>The tensor in a dtype or on a device; this tensor itself if nothing changes, unless a copy is asked
        /// for. The CPU is the only device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            RequireCpu(device);
            return to_type(_dtype, copy, disposeAfter);
        }

        /// <summary>The tensor in a dtype or on a device; this tensor itself if nothing changes, unless a copy is asked
        /// for. The CPU is the only device.</summary>
        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false,
            bool non_blocking = false) =>
            to(new Device(deviceType, deviceIndex), copy, disposeAfter);

        /// <summary>The tensor in a dtype or on a device; this tensor itself if nothing changes, unless a copy is asked
        /// for. The CPU is the only device.</summary>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter);

        /// <summary>The tensor in a dtype or on a device; this tensor itself if nothing changes, unless a copy is asked
        /// for. The CPU is the only device.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false,
            bool non_blocking = false)
        {
            RequireCpu(device);
            return to_type(type, copy, disposeAfter);
        }

        /// <summary>The tensor in a dtype or on a device; this tensor itself if nothing changes, unless a copy is asked
        /// for. The CPU is the only device.</summary>
        public Tensor to(Tensor other, bool non_blocking = false) => to_type(other._dtype);

        /// <summary>The tensor in a dtype; itself if it has that dtype already.</summary>
        public Tensor type(ScalarType dtype) => to_type(dtype);
        /// <summary>The tensor in the dtype of another.</summary>
        public Tensor type_as(Tensor tensor) => to_type(tensor._dtype);
        /// <summary>The tensor as float32.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);
        /// <summary>The tensor as float64.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);
        /// <summary>The tensor as int64.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);
        /// <summary>The tensor as int32.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);
        /// <summary>The tensor as int16.</summary>
        public Tensor @short() => to_type(ScalarType.Int16);
        /// <summary>The tensor as int8.</summary>
        public Tensor @char() => to_type(ScalarType.Int8);
        /// <summary>The tensor as uint8.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);
        /// <summary>The tensor as bool: true where the element is not zero.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);
        /// <summary>This tensor: the CPU is the only device.</summary>
        public Tensor cpu() => Alive;

        /// <summary>Writes <paramref name="source"/>, broadcast and converted, into this tensor.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            CheckInPlace("copy_");
            if (!Shapes.BroadcastsTo(source._shape, _shape))
                throw new ArgumentException(
                    $"copy_: a source of shape {Shapes.Text(source._shape)} does not broadcast " +
                    $"to {Shapes.Text(_shape)}.");
            var recorded = is_grad_enabled() && (RequiresGrad || source.RequiresGrad);
            // Unlike PyTorch, which rejects it, a source that overlaps is copied first.
            if (SharesMemoryWith(source) && !ReferenceEquals(this, source)) source = source.clone();
            Copy.Into(this, source);
            BumpVersion();
            if (recorded && _dtype.IsFloatingPoint()) RebaseHistory(source.to_type(_dtype).expand(_shape, false));
            return this;
        }

        /// <summary>Sets every element to the value.</summary>
        public Tensor fill_(Scalar value)
        {
            CheckInPlace("fill_");
            Copy.Fill(this, value);
            return Overwritten();
        }

        /// <summary>Sets every element to zero.</summary>
        public Tensor zero_()
        {
            CheckInPlace("zero_");
            if (_contiguous) ZeroBytes();
            else Copy.Fill(this, (Scalar)0L);
            return Overwritten();
        }

        private void ZeroBytes()
        {
            var work = new Zero(this);
            Dispatch.Any(_dtype, ref work);
        }

        private readonly struct Zero(Tensor x) : IForAny
        {
            public void Run<T>() where T : unmanaged => x.Values<T>().Clear();
        }

        /// <summary>After a write of constants: nothing of the old value's gradient is left.</summary>
        private Tensor Overwritten()
        {
            BumpVersion();
            if (is_grad_enabled() && RequiresGrad) RebaseHistory(torch.zeros_like(this));
            return this;
        }
    }

    /// <inheritdoc cref="Tensor.clone()"/>
    public static Tensor clone(Tensor input) => input.clone();
    /// <summary>The tensor as float32.</summary>
    public static Tensor FloatTensor(Tensor t) => t.@float();
    /// <summary>The tensor as float64.</summary>
    public static Tensor DoubleTensor(Tensor t) => t.@double();
    /// <summary>The tensor as int64.</summary>
    public static Tensor LongTensor(Tensor t) => t.@long();
    /// <summary>The tensor as int32.</summary>
    public static Tensor IntTensor(Tensor t) => t.@int();
    /// <summary>The tensor as bool.</summary>
    public static Tensor BoolTensor(Tensor t) => t.@bool();
}

/// <summary>The gradient of a conversion is converted back.</summary>
internal sealed class ConvertNode(torch.Tensor x) : Node(x.GradientEdge)
{
    private readonly torch.ScalarType _dtype = x._dtype;

    internal override string Name => "to";

    internal override int EdgeCount => 1;

    internal override void Backward(torch.Tensor grad) => AccumulateGrad(To0, grad.to(_dtype));
}

using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>A name of one's own; the engine does not use it.</summary>
        public string? name { get; set; }

        /// <summary>The sizes of the dimensions, a copy.</summary>
        public long[] shape => (long[])Alive._shape.Clone();
        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => Alive._dtype;
        /// <summary>Where the elements are: always the processor.</summary>
        public Device device
        {
            get
            {
                _ = Alive;
                return CPU;
            }
        }
        /// <summary>The kind of <see cref="device"/>: always the processor.</summary>
        public DeviceType device_type => device.type;
        /// <summary>The index of <see cref="device"/>: always -1.</summary>
        public int device_index => -1;
        /// <summary>Always false: the engine computes on the processor.</summary>
        public bool is_cuda => false;
        /// <summary>Always false: every tensor has memory.</summary>
        public bool is_meta => false;

        /// <summary>How many dimensions there are.</summary>
        public long dim() => Alive.Rank;
        /// <inheritdoc cref="dim()"/>
        public long ndim => Alive.Rank;
        /// <inheritdoc cref="dim()"/>
        public long Dimensions => Alive.Rank;
        /// <summary>How many elements there are.</summary>
        public long numel() => Alive._count;
        /// <inheritdoc cref="numel()"/>
        public long NumberOfElements => Alive._count;
        /// <summary>Bytes of one element.</summary>
        public long element_size() => Alive._dtype.Size();
        /// <inheritdoc cref="element_size()"/>
        public long ElementSize => Alive._dtype.Size();
        /// <summary>Where in its storage the tensor begins, in elements.</summary>
        public long storage_offset() => Alive._offset;

        /// <summary>The sizes of the dimensions, a copy.</summary>
        public long[] size() => shape;
        /// <summary>The size of a dimension; negative ones count from the last.</summary>
        public long size(int dim) => Alive._shape[Shapes.Dim("size", dim, Rank)];
        /// <summary>How far apart in storage neighbors of each dimension are, in elements; a copy.</summary>
        public long[] stride() => (long[])Alive._strides.Clone();
        /// <summary>How far apart in storage neighbors of one dimension are; negative dimensions count from the
        /// last.</summary>
        public long stride(int dim) => Alive._strides[Shapes.Dim("stride", dim, Rank)];

        /// <summary>Whether the dtype is one of floating point.</summary>
        public bool is_floating_point() => Alive._dtype.IsFloatingPoint();
        /// <summary>Whether the dtype is an integer.</summary>
        public bool is_integral() => Alive._dtype.IsIntegral();
        /// <summary>Always false: the engine has no complex tensors.</summary>
        public bool is_complex() => false;
        /// <summary>Always true: the engine computes on the processor.</summary>
        public bool is_cpu() => true;
    }

    /// <inheritdoc cref="Tensor.numel()"/>
    public static long numel(Tensor input) => input.numel();
}

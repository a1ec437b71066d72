using ManagedTorch.Core;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public string? name { get; set; }

        public long[] shape => (long[])_shape.Clone();
        public ScalarType dtype => _dtype;
        public Device device => CPU;
        public DeviceType device_type => DeviceType.CPU;
        public int device_index => -1;
        public bool is_cuda => false;
        public bool is_meta => false;

        public long dim() => Rank;
        public long ndim => Rank;
        public long Dimensions => Rank;
        public long numel() => _count;
        public long NumberOfElements => _count;
        public long element_size() => _dtype.Size();
        public long ElementSize => _dtype.Size();
        public long storage_offset() => _offset;

        public long[] size() => shape;
        public long size(int dim) => _shape[Shapes.Dim("size", dim, Rank)];
        public long[] stride() => (long[])_strides.Clone();
        public long stride(int dim) => _strides[Shapes.Dim("stride", dim, Rank)];

        public bool is_floating_point() => _dtype.IsFloatingPoint();
        public bool is_integral() => _dtype.IsIntegral();
        public bool is_complex() => false;
        public bool is_cpu() => true;
    }

    public static long numel(Tensor input) => input.numel();
}

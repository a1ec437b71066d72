using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A border of one value around volumes [..., depth, height, width].</summary>
            public static ConstantPad3d ConstantPad3d(long padding, double value) =>
                new([padding, padding, padding, padding, padding, padding], value);

            /// <inheritdoc cref="ConstantPad3d(long, double)"/>
            public static ConstantPad3d ConstantPad3d((long, long, long, long, long, long) padding, double value) =>
                new([padding.Item1, padding.Item2, padding.Item3, padding.Item4, padding.Item5, padding.Item6], value);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A border of one value around volumes [..., depth, height, width].</summary>
    public sealed class ConstantPad3d : PadBase
    {
        internal ConstantPad3d(long[] padding, double value)
            : base(nameof(ConstantPad3d), PaddingModes.Constant, value, padding) { }
    }
}

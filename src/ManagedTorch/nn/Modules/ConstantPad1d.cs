using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A border of one value around sequences [..., length].</summary>
            public static ConstantPad1d ConstantPad1d(long padding, double value) => new([padding, padding], value);

            /// <inheritdoc cref="ConstantPad1d(long, double)"/>
            public static ConstantPad1d ConstantPad1d((long, long) padding, double value) =>
                new([padding.Item1, padding.Item2], value);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A border of one value around sequences [..., length].</summary>
    public sealed class ConstantPad1d : PadBase
    {
        internal ConstantPad1d(long[] padding, double value)
            : base(nameof(ConstantPad1d), PaddingModes.Constant, value, padding) { }
    }
}

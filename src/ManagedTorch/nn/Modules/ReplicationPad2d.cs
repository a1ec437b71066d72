using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A border that repeats the edge around images [..., height, width].</summary>
            public static ReplicationPad2d ReplicationPad2d(long padding) => new([padding, padding, padding, padding]);

            /// <inheritdoc cref="ReplicationPad2d(long)"/>
            public static ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) =>
                new([padding.Item1, padding.Item2, padding.Item3, padding.Item4]);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A border that repeats the edge around images [..., height, width].</summary>
    public sealed class ReplicationPad2d : PadBase
    {
        internal ReplicationPad2d(long[] padding)
            : base(nameof(ReplicationPad2d), PaddingModes.Replicate, 0, padding) { }
    }
}

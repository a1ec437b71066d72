using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A border that repeats the edge around sequences [..., length].</summary>
            public static ReplicationPad1d ReplicationPad1d(long padding) => new([padding, padding]);

            /// <inheritdoc cref="ReplicationPad1d(long)"/>
            public static ReplicationPad1d ReplicationPad1d((long, long) padding) =>
                new([padding.Item1, padding.Item2]);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A border that repeats the edge around sequences [..., length].</summary>
    public sealed class ReplicationPad1d : PadBase
    {
        internal ReplicationPad1d(long[] padding)
            : base(nameof(ReplicationPad1d), PaddingModes.Replicate, 0, padding) { }
    }
}

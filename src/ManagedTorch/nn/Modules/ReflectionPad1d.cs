using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A border that mirrors what is inside around sequences [..., length].</summary>
            public static ReflectionPad1d ReflectionPad1d(long padding) => new([padding, padding]);

            /// <inheritdoc cref="ReflectionPad1d(long)"/>
            public static ReflectionPad1d ReflectionPad1d((long, long) padding) =>
                new([padding.Item1, padding.Item2]);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A border that mirrors what is inside around sequences [..., length].</summary>
    public sealed class ReflectionPad1d : PadBase
    {
        internal ReflectionPad1d(long[] padding) : base(nameof(ReflectionPad1d), PaddingModes.Reflect, 0, padding) { }
    }
}

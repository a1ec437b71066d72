using System.Runtime.InteropServices;
using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A stream of random numbers: PyTorch's CPU generator (mt19937).</summary>
    public class Generator : IDisposable
    {
        private const ulong DefaultSeed = 67280421310721; // PyTorch's

        internal Mt19937 Stream { get; }

        /// <summary>A stream of random numbers that begins at the seed; the same numbers on every machine.</summary>
        public Generator(ulong seed = 0, Device? device = null)
        {
            RequireCpu(device);
            this.device = CPU;
            Stream = new Mt19937(seed);
        }

        /// <summary>The generator used when none is passed.</summary>
        public static Generator Default { get; } = new(DefaultSeed);

        internal static Generator Of(Generator? generator) => generator ?? Default;

        /// <summary>The device, always the CPU.</summary>
        public Device device { get; }

        /// <summary>Begins the stream anew at the seed; returns this generator.</summary>
        public Generator manual_seed(long seed)
        {
            Stream.Seed((ulong)seed);
            return this;
        }

        /// <summary>The seed the stream began with.</summary>
        public long initial_seed() => (long)Stream.InitialSeed;

        /// <summary>Everything that determines the numbers to come, as bytes.</summary>
        public Tensor get_state()
        {
            var state = Stream.GetState();
            var bytes = new byte[8 + 4 + 9 + 4 * state.Words.Length];
            MemoryMarshal.Write(bytes, state.Seed);
            MemoryMarshal.Write(bytes.AsSpan(8), state.Next);
            bytes[12] = state.CachedNormal is null ? (byte)0 : (byte)1;
            MemoryMarshal.Write(bytes.AsSpan(13), state.CachedNormal ?? 0);
            MemoryMarshal.AsBytes<uint>(state.Words).CopyTo(bytes.AsSpan(21));
            return tensor(bytes);
        }

        /// <summary>Continues from a state that <c>get_state</c> returned; an error for any other tensor.</summary>
        public void set_state(Tensor value)
        {
            if (value._dtype != ScalarType.Byte || value._count < 21 || (value._count - 21) % 4 != 0)
                throw new ArgumentException(
                    $"set_state: {value._dtype} of shape {Shapes.Text(value._shape)} is not a state; pass what " +
                    "get_state returned.");
            ReadOnlySpan<byte> bytes = value.contiguous().Values<byte>();
            var words = MemoryMarshal.Cast<byte, uint>(bytes[21..]).ToArray();
            Stream.SetState(
                new Mt19937.State(MemoryMarshal.Read<ulong>(bytes), words, MemoryMarshal.Read<int>(bytes[8..]),
                bytes[12] == 0 ? null : MemoryMarshal.Read<double>(bytes[13..])));
        }

        /// <summary>Holds nothing that must be released; here because TorchSharp has it.</summary>
        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Holds nothing that must be released; here because TorchSharp has it.</summary>
        protected virtual void Dispose(bool disposing) { }
    }
}

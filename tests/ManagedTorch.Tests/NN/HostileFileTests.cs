using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>
/// Damaged and hostile files of tensors: what is accepted is exactly what would be written for it, everything else is
/// an error, and no length in a file decides how much is allocated.
/// </summary>
public sealed class HostileFileTests
{
    private const int Mutations = 50_000;
    private const long BytesPerMutation = 20_000;

    [Fact]
    public void AMutatedTensorIsAnErrorOrExactlyWhatItsBytesSay()
    {
        byte[][] seeds =
        [
            Saved(tensor(new[,] { { 1f, -2f, 3f }, { 4f, 5f, 6f } })), Saved(tensor([true, false, true])),
            Saved(tensor(7L)), Saved(zeros(2, 0, 3, dtype: float64)), Saved(arange(200, dtype: uint8)),
        ];
        Fuzz(seeds, bytes =>
        {
            using var reader = new BinaryReader(new MemoryStream(bytes));
            using Tensor read = TensorExtensionMethods.Load(reader);
            return (Saved(read), reader.BaseStream.Position);
        });
    }

    [Fact]
    public void AMutatedStateDictIsAnErrorOrExactlyWhatItsBytesSay()
    {
        using var model = Sequential(("a", Linear(3, 2)), ("b", LayerNorm(2)));
        using var stream = new MemoryStream();
        model.save(stream);
        Fuzz([stream.ToArray()], bytes =>
        {
            using DisposeScope scope = NewDisposeScope();
            using var reader = new BinaryReader(new MemoryStream(bytes));
            Dictionary<string, Tensor> read = ManagedTorch.Saving.TensorFormat.ReadAll(reader);
            using var again = new MemoryStream();
            using (var writer = new BinaryWriter(again)) Module.save_state_dict(writer, read);
            return (again.ToArray(), reader.BaseStream.Position);
        });
    }

    [Theory]
    [InlineData(new byte[] { 6, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f }, "more bytes than are left")]
    // no elements, yet strides that overflow
    [InlineData(new byte[] { 6, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0 },
    "more bytes than are left")]
    [InlineData(new byte[] { 6, 0xff, 0x7f }, "16383 dimensions")]
    [InlineData(new byte[] { 5, 0, 0, 0 }, "dtype 5")]
    [InlineData(new byte[] { 11, 1, 1, 2 }, "neither 0 nor 1")]
    [InlineData(new byte[] { 6, 0, 0, 0 }, "more bytes than are left")]
    [InlineData(new byte[] { 6 }, "cut short")]
    [InlineData(new byte[] { 0, 1, 1, 42, 42 }, "goes on")]
    [InlineData(new byte[] { 0x86, 0, 0, 0, 0, 0, 0 }, "leading zeros")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4 }, "archive")]
    public void AnErrorSaysWhatIsWrongWithWhichFile(byte[] bytes, string message)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, bytes);
            var error = Assert.Throws<InvalidDataException>(() => load(path));
            Assert.Contains(message, error.Message);
            Assert.StartsWith(path, error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A stream that cannot say its length gives no bound to check against: memory follows the bytes that
    /// arrive.</summary>
    [Fact]
    public void AStreamOfUnknownLengthThatPromisesAGigabyteCostsLittle()
    {
        byte[] promise = [0, 1, 0x80, 0x80, 0x80, 0x80, 4, 1, 2, 3]; // 2^30 bytes of uint8, of which three follow
        long before = GC.GetAllocatedBytesForCurrentThread();
        using var reader = new BinaryReader(new Pipe(promise));
        Assert.Throws<EndOfStreamException>(() => TensorExtensionMethods.Load(reader));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    private static void Fuzz(byte[][] seeds, Func<byte[], (byte[] Written, long End)> read)
    {
        var random = new Random(11);
        int accepted = 0, worst = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = Mutation.Of(seeds[i % seeds.Length], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                (byte[] written, long end) = read(bytes);
                Assert.Equal(bytes[..(int)end], written);
                accepted++;
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
            {
            }
            worst = (int)Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.InRange(accepted, 1, Mutations - 1); // the mutations are neither all harmless nor all fatal
        Assert.InRange(worst, 0, BytesPerMutation);
    }

    private static byte[] Saved(Tensor tensor)
    {
        using var stream = new MemoryStream();
        tensor.Save(stream);
        return stream.ToArray();
    }

    /// <summary>Bytes that can only be read forwards.</summary>
    private sealed class Pipe(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
        public override long Length => throw new NotSupportedException();
    }
}

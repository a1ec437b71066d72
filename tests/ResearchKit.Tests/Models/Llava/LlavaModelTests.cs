using ResearchKit.Models.Llava;
using ResearchKit.TestHost;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models.Llava;

/// <summary>Held against PyTorch's numbers for the same tiny models (<c>Fixtures/reference.py</c>).</summary>
public sealed class LlavaModelTests
{
    private const int Pad = 0;

    public static TheoryData<string, ScalarType, double> Cases
    {
        get
        {
            var data = new TheoryData<string, ScalarType, double>();
            foreach (var name in ReferenceCase.Names)
            {
                data.Add(name, ScalarType.Float32, 1e-4);
                data.Add(name, ScalarType.Float64, 1e-6); // rotary wavelengths are float32, as in Hugging Face
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void LogitsEqualTheReference(string name, ScalarType dtype, double tolerance)
    {
        var reference = ReferenceCase.Read(name);
        var model = reference.Model(dtype);
        var features = model.ImageFeatures(reference.Pixels(dtype));
        foreach (var side in new[] { Side.Right, Side.Left })
        {
            var (tokens, kept) = Batch(reference.Sequences, side);
            var logits = model.Logits(tokens, features, null, side == Side.Left ? kept : null);
            for (var row = 0; row < reference.Sequences.Length; row++)
                Close(reference.Logits[row], logits[row].index_select(0, Places(kept[row])), tolerance);
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void GradientsEqualTheReference(string name, ScalarType dtype, double tolerance)
    {
        var reference = ReferenceCase.Read(name);
        var model = reference.Model(dtype);
        var (tokens, kept) = Batch(reference.Sequences, Side.Right);
        var logits = model.Logits(tokens, model.ImageFeatures(reference.Pixels(dtype)));
        var next = tokens.narrow(1, 1, tokens.shape[1] - 1);
        var logps = nn.functional.log_softmax(logits.narrow(1, 0, next.shape[1]), -1).gather(2, next.unsqueeze(2))
            .squeeze(2);
        var said = kept.narrow(1, 1, next.shape[1]);
        (-logps.masked_select(said).mean()).backward();

        foreach (var (parameter, tensor) in model.named_parameters())
        {
            if (!reference.Gradients.TryGetValue(parameter, out var expected))
            {
                Assert.Null(tensor.grad); // layers that LLaVA does not run
                continue;
            }
            var gradient = tensor.grad!.reshape(-1).to_type(float64);
            var wave = (arange(gradient.numel(), float64) + 1).sin();
            Assert.Equal(expected.Sum, gradient.sum().item<double>(), 10 * tolerance);
            Assert.Equal(expected.Wave, (gradient * wave).sum().item<double>(), 10 * tolerance);
        }
        Assert.Subset(model.named_parameters().Select(p => p.name).ToHashSet(), reference.Gradients.Keys.ToHashSet());
    }

    [Theory, MemberData(nameof(Cases))]
    public void WithACacheTokenByTokenNothingChanges(string name, ScalarType dtype, double tolerance)
    {
        using var off = no_grad();
        var reference = ReferenceCase.Read(name);
        var model = reference.Model(dtype);
        var features = model.ImageFeatures(reference.Pixels(dtype));
        // All but the last two tokens at once, then one after the other; rows differ in length.
        long[][] starts = [.. reference.Sequences.Select(s => s[..^2])];
        using var cache = model.Decoder.NewCache(rows: 3, capacity: 20);
        var (tokens, _) = Batch(starts, Side.Right);
        var first =
            model.Decoder.Logits(
                model.Decoder.States(model.Embed(tokens, features), [.. starts.Select(s => s.Length)], cache));
        for (var row = 0; row < 3; row++)
            Close(reference.Logits[row][..(starts[row].Length * 13)], first[row].narrow(0, 0, starts[row].Length),
                tolerance);
        for (var step = 0; step < 2; step++)
        {
            var said = tensor(reference.Sequences.Select(s => s[^(2 - step)]).ToArray()).view(3, 1);
            var logits = model.Decoder.Logits(model.Decoder.States(model.Decoder.Embed(said), [1, 1, 1], cache));
            for (var row = 0; row < 3; row++)
                Close(reference.Logits[row].AsSpan((starts[row].Length + step) * 13, 13).ToArray(), logits[row],
                    tolerance);
        }
    }

    [Fact]
    public void ACacheWhoseRowsAreExchangedGoesOnWithThem()
    {
        using var off = no_grad();
        var reference = ReferenceCase.Read("plain");
        var model = reference.Model(float32);
        var features = model.ImageFeatures(reference.Pixels(float32));
        long[][] starts = [.. reference.Sequences.Select(s => s[..^1])];
        using var cache = model.Decoder.NewCache(3, 20);
        model.Decoder.States(model.Embed(Batch(starts, Side.Right).Tokens, features), [.. starts.Select(s => s.Length)],
            cache);
        int[] rows = [2, 0, 0];
        cache.Select(rows);
        var said = tensor(rows.Select(r => reference.Sequences[r][^1]).ToArray()).view(3, 1);
        var logits = model.Decoder.Logits(model.Decoder.States(model.Decoder.Embed(said), [1, 1, 1], cache));
        for (var i = 0; i < 3; i++) Close(reference.Logits[rows[i]][^13..], logits[i], 1e-4);
    }

    [Fact]
    public void AHookSeesWeightsThatSumToOneAndChangesWhatIsRead()
    {
        using var off = no_grad();
        var reference = ReferenceCase.Read("grouped-tied");
        var model = reference.Model(float32);
        var tokens = tensor(reference.Sequences[2]).view(1, -1);
        var layers = new List<int>();
        model.Decoder.AttentionHook = (layer, weights) =>
        {
            layers.Add(layer);
            Assert.Equal([1, 4, 4, 4], weights.shape);
            Assert.True(weights.sum(-1).allclose(ones(1, 4, 4)));
            return weights;
        };
        Close(reference.Logits[2], model.Logits(tokens, null), 1e-4);
        Assert.Equal([0, 1], layers);
        model.Decoder.AttentionHook = (_, weights) => weights * 0;
        Assert.False(model.Logits(tokens, null).allclose(tensor(reference.Logits[2]).to_type(float32).view(1, 4, 13)));
    }

    [Fact]
    public void SequencesMayShareAnImage()
    {
        ManagedOnly.Bits();
        using var off = no_grad();
        var model = ReferenceCase.Read("plain").Model(float32);
        var features = model.ImageFeatures(rand([2, 3, 8, 8], generator: new Generator(1)));
        var tokens =
            tensor(new long[,] { { 1, 11, 11, 11, 11, 2 }, { 1, 11, 11, 11, 11, 2 }, { 1, 11, 11, 11, 11, 2 } });
        var logits = model.Logits(tokens, features, [1, 0, 1]);
        Assert.Equal(logits[0].data<float>().ToArray(), logits[2].data<float>().ToArray());
        Assert.NotEqual(logits[0].data<float>().ToArray(), logits[1].data<float>().ToArray());
    }

    [Fact]
    public void WrongNumbersOfImagesAndPixelsAndTokensAreRejected()
    {
        var model = ReferenceCase.Read("plain").Model(float32);
        var tokens = tensor(new long[,] { { 1, 11, 11, 11, 11, 2 } });
        Assert.Contains("4 image tokens; 0 images",
            Assert.Throws<ArgumentException>(() => model.Logits(tokens, null)).Message);
        Assert.Contains("[images, 3, 8, 8]",
            Assert.Throws<ArgumentException>(() => model.ImageFeatures(zeros(1, 3, 9, 9))).Message);
        Assert.Contains("positions for 40",
            Assert.Throws<ArgumentException>(() => model.Logits(ones([1, 41], int64), null)).Message);
    }

    [Fact]
    public void ThreadsDoNotChangeABit()
    {
        var before = get_num_threads();
        try
        {
            var results = new List<float[]>();
            foreach (var threads in new[] { 1, 2 })
            {
                set_num_threads(threads);
                var model = new LlavaModel(LlavaConfig.Micro(50, 3), new Generator(5));
                var tokens = randint(4, 50, [8, 40], generator: new Generator(2));
                var logits = model.Logits(tokens, null);
                logits.square().mean().backward();
                results.Add(
                    [.. logits.data<float>(),
                        .. model.Decoder.parameters().SelectMany(p => p.grad!.data<float>().ToArray())]);
            }
            Assert.Equal(results[0], results[1]);
        }
        finally
        {
            set_num_threads(before);
        }
    }

    private enum Side { Left, Right }

    private static (Tensor Tokens, Tensor Kept) Batch(long[][] sequences, Side side)
    {
        var width = sequences.Max(s => s.Length);
        var tokens = sequences.SelectMany(s => Padded(s, (long)Pad)).ToArray();
        var kept = sequences.SelectMany(s => Padded([.. s.Select(_ => true)], false)).ToArray();
        return (tensor(tokens).view(sequences.Length, width), tensor(kept).view(sequences.Length, width));

        IEnumerable<T> Padded<T>(T[] row, T pad)
        {
            var filling = Enumerable.Repeat(pad, width - row.Length);
            return side == Side.Left ? filling.Concat(row) : row.Concat(filling);
        }
    }

    private static Tensor Places(Tensor kept) =>
        tensor(kept.data<bool>().ToArray().Select((k, i) => (k, i)).Where(t => t.k).Select(t => (long)t.i).ToArray());

    private static void Close(double[] expected, Tensor actual, double tolerance)
    {
        var values = actual.reshape(-1).to_type(float64).data<double>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], tolerance);
    }
}

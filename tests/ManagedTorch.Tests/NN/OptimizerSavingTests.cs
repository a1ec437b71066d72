using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace ManagedTorch.Tests.NN;

/// <summary>A training that is stopped, saved to files and resumed gives the bits of one that never stopped.</summary>
public sealed class OptimizerSavingTests
{
    private static readonly Dictionary<string, Func<IEnumerable<Parameter>, OptimizerHelper>> Makers = new()
    {
        ["SGD"] = p => optim.SGD(p, 0.1),
        ["SGD momentum"] = p => optim.SGD(p, 0.1, momentum: 0.9, weight_decay: 0.01, nesterov: true),
        ["Adam"] = p => optim.Adam(p, 0.01),
        ["Adam amsgrad"] = p => optim.Adam(p, 0.01, amsgrad: true),
        ["AdamW"] = p => optim.AdamW(p, 0.01, weight_decay: 0.1),
        ["RMSProp"] = p => optim.RMSProp(p, 0.01),
        ["RMSProp centered"] = p => optim.RMSProp(p, 0.01, momentum: 0.9, centered: true),
    };

    private static readonly Dictionary<string, Func<optim.Optimizer, LRScheduler>> Schedules = new()
    {
        ["LambdaLR"] = o => LambdaLR(o, e => 1 / (1.0 + e)),
        ["StepLR"] = o => StepLR(o, 3, 0.5),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 9, 1e-4),
        ["warm-up then cosine"] = o => SequentialLR(o, [LinearLR(o, 0.1, 1.0, 4), CosineAnnealingLR(o, 8)], [4]),
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Makers.Keys) data.Add(name, "StepLR");
            foreach (var schedule in Schedules.Keys) data.Add("AdamW", schedule);
            return data;
        }
    }

    private static void Train(nn.Module<Tensor, Tensor> model, OptimizerHelper optimizer, LRScheduler scheduler,
        int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            var x = randn([8, 4], generator: new Generator((ulong)step));
            optimizer.zero_grad();
            model.call(x).square().mean().backward();
            optimizer.step();
            scheduler.step();
        }
    }

    private static nn.Module<Tensor, Tensor> Model()
    {
        var generator = new Generator(5);
        var model = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 3));
        using (no_grad()) foreach (var p in model.parameters()) p.normal_(0, 0.5, generator);
        return model;
    }

    [Theory, MemberData(nameof(Pairs))]
    public void AResumedRunHasTheBitsOfOneThatNeverStopped(string name, string schedule)
    {
        using var whole = Model();
        using var one = Makers[name](whole.parameters());
        Train(whole, one, Schedules[schedule](one), 0, 12);

        string weights = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), state = weights + ".optimizer";
        try
        {
            using (var first = Model())
            {
                using var optimizer = Makers[name](first.parameters());
                Train(first, optimizer, Schedules[schedule](optimizer), 0, 5);
                first.save(weights);
                optimizer.save_state_dict(state);
            }
            using var second = Model();
            second.load(weights);
            using var resumed = Makers[name](second.parameters());
            var scheduler = Schedules[schedule](resumed);
            // a schedule is brought to its place, then the rates are loaded
            for (var step = 0; step < 5; step++) scheduler.step();
            resumed.load_state_dict(state);
            Train(second, resumed, scheduler, 5, 12);
            Assert.Equal(PyTorchFixture.Doubles(nn.utils.parameters_to_vector(whole.parameters())),
                PyTorchFixture.Doubles(nn.utils.parameters_to_vector(second.parameters())));
        }
        finally
        {
            File.Delete(weights);
            File.Delete(state);
        }
    }

    [Fact]
    public void TheBytesAreTorchSharps()
    {
        using var optimizer = optim.SGD([new Parameter(tensor(new[] { 2f }))], 0.5, momentum: 0.25);
        optimizer.parameters().Single().square().sum().backward(); // gradient 4, which the momentum begins with
        optimizer.step();
        byte[] expected =
        [
            3, (byte)'S', (byte)'G', (byte)'D', 1, 1, // the kind, one group, one parameter
            // initial rate, rate, momentum, dampening, decay, nesterov, maximize
            .. Bytes(0.5), .. Bytes(0.5), .. Bytes(0.25), .. Bytes(0), .. Bytes(0), 0, 0,
            1, 6, 1, 1, 0, 0, 0x80, 0x40, // there is a momentum: float32, one dimension of 1, the number 4
        ];
        Assert.Equal(expected, Saved(optimizer));

        static byte[] Bytes(double value) => BitConverter.GetBytes(value);
    }

    [Fact]
    public void WhatDoesNotFitIsRejectedAndNothingIsChanged()
    {
        using var adam = optim.Adam([new Parameter(ones(2)), new Parameter(ones(3))], 0.1);
        foreach (var p in adam.parameters()) p.sum().backward();
        adam.step();
        byte[] before = Saved(adam);
        Rejected(Saved(optim.AdamW([new Parameter(ones(2)), new Parameter(ones(3))], 0.2)), "'AdamW'");
        Rejected(Saved(optim.Adam([new Parameter(ones(2))], 0.2)), "1 parameter groups with 1 parameters");
        Rejected(Saved(optim.Adam([new Parameter(ones(2)), new Parameter(ones(4))], 0.2)), "[4]");
        Rejected(Saved(optim.Adam([new Parameter(ones(2)), new Parameter(ones(3, dtype: float64))], 0.2)), "Float64");
        Assert.Throws<EndOfStreamException>(() => Load(adam, Saved(adam)[..^1]));
        Assert.Equal(before, Saved(adam));

        void Rejected(byte[] bytes, string message) =>
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Load(adam, bytes)).Message);
    }

    [Fact]
    public void AMutatedStateIsAnErrorOrExactlyWhatItsBytesSay()
    {
        using var optimizer =
            optim.RMSProp([new Parameter(ones(2, 3)), new Parameter(ones(1))], 0.1, momentum: 0.5, centered: true);
        byte[] seed = Saved(optimizer);
        var random = new Random(12);
        var accepted = 0;
        for (var i = 0; i < 10_000; i++)
        {
            byte[] bytes = Mutation.Of(seed, random);
            try
            {
                using var reader = new BinaryReader(new MemoryStream(bytes));
                optimizer.load_state_dict(reader);
                Assert.Equal(bytes[..(int)reader.BaseStream.Position], Saved(optimizer));
                accepted++;
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
            {
            }
        }
        Assert.InRange(accepted, 1, 9_999);
    }

    private static void Load(OptimizerHelper optimizer, byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        optimizer.load_state_dict(reader);
    }

    private static byte[] Saved(OptimizerHelper optimizer)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream)) optimizer.save_state_dict(writer);
        return stream.ToArray();
    }
}

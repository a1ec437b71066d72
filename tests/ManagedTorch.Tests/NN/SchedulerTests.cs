using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;

namespace ManagedTorch.Tests.NN;

/// <summary>Learning rates against PyTorch's schedules, epoch by epoch.</summary>
public sealed class SchedulerTests
{
    private static readonly PyTorchFixture Fixture = PyTorchFixture.Read("nn/optimizers.json");

    private static readonly Dictionary<string, Func<optim.Optimizer, LRScheduler>> Makers = new()
    {
        ["LambdaLR"] = o => LambdaLR(o, e => Math.Pow(0.9, e)),
        ["MultiplicativeLR"] = o => MultiplicativeLR(o, e => 1.0 / (1 + e)),
        ["StepLR"] = o => StepLR(o, 3, 0.5),
        ["MultiStepLR"] = o => MultiStepLR(o, [2, 5, 5, 7], 0.5),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.8),
        ["ConstantLR"] = o => ConstantLR(o, 0.25, 4),
        ["LinearLR"] = o => LinearLR(o, 0.1, 0.9, 6),
        ["PolynomialLR"] = o => PolynomialLR(o, 8, 2.0),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 5, 0.01),
        ["warm-up then cosine"] = o => SequentialLR(o, [LinearLR(o, 0.1, 1.0, 4), CosineAnnealingLR(o, 8)], [4]),
        ["ChainedLR"] = o => ChainedLR([ConstantLR(o, 0.1, 2), ExponentialLR(o, 0.9)]),
        ["CyclicLR"] = o => CyclicLR(o, 0.1, 0.7, 3, 2, cycle_momentum: false),
        ["CyclicLR triangular2"] = o =>
            CyclicLR(o, 0.1, 0.7, 2, mode: impl.CyclicLR.Mode.Triangular2, cycle_momentum: false),
        ["CyclicLR exp_range"] = o =>
            CyclicLR(o, 0.1, 0.7, 3, mode: impl.CyclicLR.Mode.ExpRange, gamma: 0.9, cycle_momentum: false),
        ["OneCycleLR"] = o => OneCycleLR(o, 0.8, 13, cycle_momentum: false),
        ["OneCycleLR linear of three phases"] = o =>
            OneCycleLR(o, 0.8, epochs: 2, steps_per_epoch: 7, anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear,
                three_phase: true, cycle_momentum: false),
    };

    public static TheoryData<string> Names => new(Fixture["schedules"].EnumerateObject().Select(s => s.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void RatesArePyTorchs(string name)
    {
        double[] expected = PyTorchFixture.Numbers(Fixture["schedules"].GetProperty(name));
        using var optimizer = optim.SGD([new Parameter(zeros(1))], 0.5);
        LRScheduler scheduler = Makers[name](optimizer);
        var rates = new List<double> { optimizer.ParamGroups.Single().LearningRate };
        for (int epoch = 1; epoch < expected.Length; epoch++)
        {
            scheduler.step();
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
            Assert.Equal(rates[^1], scheduler.get_last_lr().Single());
        }
        PyTorchFixture.AssertNear(expected, rates.ToArray(), 1e-14, name);
    }

    [Fact]
    public void MomentumGoesAgainstTheRate()
    {
        var sgd = optim.SGD([new Parameter(zeros(1))], 0.5, momentum: 0.9);
        Momenta("CyclicLR", CyclicLR(sgd, 0.1, 0.7, 3, 2), () => sgd.Momentum);
        var adam = optim.Adam([new Parameter(zeros(1))], 0.5);
        Momenta("OneCycleLR", OneCycleLR(adam, 0.8, 10), () => adam.Betas.Item1);

        static void Momenta(string name, LRScheduler scheduler, Func<double> momentum)
        {
            var values = new List<double>();
            double[] expected = PyTorchFixture.Numbers(Fixture["momenta"].GetProperty(name));
            for (int i = 0; i < expected.Length; i++, scheduler.step()) values.Add(momentum());
            PyTorchFixture.AssertNear(expected, values.ToArray(), 1e-14, name);
        }
    }

    [Fact]
    public void RatesFallOnAPlateau()
    {
        using var optimizer = optim.SGD([new Parameter(zeros(1))], 0.5);
        LRScheduler scheduler = ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1, cooldown: 1, min_lr: [0.1]);
        var rates = new List<double>();
        foreach (double measure in PyTorchFixture.Numbers(Fixture["plateau"].GetProperty("measures")))
        {
            scheduler.step(measure);
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }
        PyTorchFixture.AssertNear(PyTorchFixture.Numbers(Fixture["plateau"].GetProperty("rates")), rates.ToArray(),
            1e-14, "plateau");
        Assert.Throws<InvalidOperationException>(() => scheduler.step());
    }

    [Fact]
    public void ACycleThatIsOverOrMakesNoSenseIsRejected()
    {
        using var adam = optim.Adam([new Parameter(zeros(1))], 0.5);
        LRScheduler cycle = OneCycleLR(adam, 0.8, 2);
        cycle.step();
        cycle.step();
        Assert.Throws<InvalidOperationException>(() => cycle.step());
        Assert.Throws<ArgumentException>(() => OneCycleLR(adam, 0.8));
        Assert.Throws<ArgumentException>(() => CyclicLR(adam, 0.1, 0.2)); // Adam has betas, no momentum
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(adam, factor: 1));
    }

    [Fact]
    public void StepToAnEpochUsesTheClosedForm()
    {
        using var optimizer = optim.SGD([new Parameter(zeros(1))], 1.0);
        LRScheduler scheduler = StepLR(optimizer, 2, 0.5);
        scheduler.step(5);
        Assert.Equal(0.25, optimizer.ParamGroups.Single().LearningRate); // halved at 2 and at 4
    }
}

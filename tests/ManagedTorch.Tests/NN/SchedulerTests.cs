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
    public void StepToAnEpochUsesTheClosedForm()
    {
        using var optimizer = optim.SGD([new Parameter(zeros(1))], 1.0);
        LRScheduler scheduler = StepLR(optimizer, 2, 0.5);
        scheduler.step(5);
        Assert.Equal(0.25, optimizer.ParamGroups.Single().LearningRate); // halved at 2 and at 4
    }
}

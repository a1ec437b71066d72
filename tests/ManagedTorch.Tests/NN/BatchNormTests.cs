using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.NN;

/// <summary>Running statistics, on one channel that sees 1 and 3: mean 2, variance 1, unbiased 2.</summary>
public sealed class BatchNormTests
{
    private static Tensor OneAndThree => tensor(new[] { 1.0, 3.0 }).view(2, 1, 1, 1);

    private static TorchSharp.Modules.BatchNorm2d Norm(bool track = true) =>
        nn.BatchNorm2d(1, eps: 0, momentum: 0.25, track_running_stats: track, dtype: float64);

    [Fact]
    public void TrainingNormalizesByTheBatchAndMovesTheRunningStatistics()
    {
        using var norm = Norm();
        Assert.Equal([-1.0, 1], norm.call(OneAndThree).reshape(-1).data<double>().ToArray());
        Assert.Equal(0.75 * 0 + 0.25 * 2, norm.running_mean!.item<double>());
        Assert.Equal(0.75 * 1 + 0.25 * 2, norm.running_var!.item<double>());
        Assert.Equal(1, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void EvaluationUsesTheRunningStatisticsAndLeavesThemAlone()
    {
        using var norm = Norm();
        norm.running_mean!.fill_(2.5);
        norm.running_var!.fill_(4.0);
        norm.eval();
        Assert.Equal([-0.75, 0.25], norm.call(OneAndThree).reshape(-1).data<double>().ToArray());
        Assert.Equal(2.5, norm.running_mean!.item<double>());
        Assert.Equal(0, norm.num_batches_tracked!.item<long>());
    }

    [Fact]
    public void WithoutMomentumAllBatchesCountAlike()
    {
        using var norm = Norm();
        norm.momentum = null;
        norm.call(OneAndThree);
        norm.call(OneAndThree + 4); // mean 6
        Assert.Equal(4, norm.running_mean!.item<double>());
        Assert.Equal(2, norm.running_var!.item<double>());
    }

    [Fact]
    public void WithoutRunningStatisticsEvaluationUsesTheBatch()
    {
        using var norm = Norm(track: false);
        norm.eval();
        Assert.Equal([-1.0, 1], norm.call(OneAndThree).reshape(-1).data<double>().ToArray());
        Assert.Equal(["weight", "bias"], norm.state_dict().Keys);
    }

    [Fact]
    public void TheStateIsPyTorchsByName()
    {
        using var norm = Norm();
        Assert.Equal(["weight", "bias", "running_mean", "running_var", "num_batches_tracked"], norm.state_dict().Keys);
        Assert.Throws<ArgumentException>(() => norm.call(ones(2, 1, float64)));
    }
}

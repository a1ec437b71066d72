using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>Whole trainings from one seed: data, weights, batches and updates come out as PyTorch's.</summary>
[Collection(GlobalGenerator.Name)]
public sealed class TrajectoryTests
{
    private static readonly PyTorchFixture Fixture = PyTorchFixture.Read("nn/trajectories.json");

    /// <summary>A policy over 10 answers: log-probabilities from 10 features through two hidden layers of 64.</summary>
    private sealed class Policy : Module<Tensor, Tensor>
    {
        private readonly Linear l1 = Linear(10, 64);
        private readonly Linear l2 = Linear(64, 64);
        private readonly Linear l3 = Linear(64, 10);

        public Policy() : base("Policy") => RegisterComponents();

        public override Tensor forward(Tensor x) =>
            functional.log_softmax(l3.call(functional.relu(l2.call(functional.relu(l1.call(x))))), -1);
    }

    [Fact]
    public void ClassificationFollowsPyTorch()
    {
        manual_seed(0);
        using var model = new Policy();
        Tensor x = randn(256, 10), y = randint(0, 10, [256], dtype: int64);
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        AssertFollows("classification", () =>
        {
            Tensor rows = randperm(256).narrow(0, 0, 64);
            return functional.nll_loss(model.call(x.index_select(0, rows)), y.index_select(0, rows));
        }, optimizer);
    }

    [Fact]
    public void DpoFollowsPyTorch()
    {
        manual_seed(0);
        using var policy = new Policy();
        using var reference = new Policy();
        reference.load_state_dict(policy.state_dict());
        using var optimizer = optim.AdamW(policy.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor x = randn(64, 10);
        Tensor chosen = randint(0, 10, [64, 1], dtype: int64);
        Tensor moved = chosen + 1 + randint(0, 9, [64, 1], dtype: int64),
            rejected = where(moved < 10, moved, moved - 10);
        AssertFollows("dpo", () =>
        {
            Tensor margin0;
            using (no_grad())
            {
                Tensor logps0 = reference.call(x);
                margin0 = logps0.gather(1, chosen) - logps0.gather(1, rejected);
            }
            Tensor logps = policy.call(x);
            return -functional.logsigmoid(0.1 * (logps.gather(1, chosen) - logps.gather(1, rejected) - margin0)).mean();
        }, optimizer);
    }

    [Fact]
    public void AConvolutionalClassifierFollowsPyTorch()
    {
        manual_seed(0);
        using var model = Sequential(Conv2d(1, 8, 3, padding: 1), ReLU(), MaxPool2d(2),
            Conv2d(8, 16, 3, stride: 2, padding: 1, groups: 2), GELU(), AvgPool2d(2), Flatten(), Linear(16, 5));
        Tensor x = randn(64, 1, 8, 8), y = randint(0, 5, [64], dtype: int64);
        using var optimizer = optim.AdamW(model.parameters(), lr: 1e-2, weight_decay: 0.01);
        AssertFollows("images", () =>
        {
            Tensor rows = randperm(64).narrow(0, 0, 32);
            return functional.cross_entropy(model.call(x.index_select(0, rows)), y.index_select(0, rows));
        }, optimizer);
    }

    internal static void AssertFollows(string name, Func<Tensor> loss, optim.Optimizer optimizer)
    {
        double[] expected = PyTorchFixture.Numbers(Fixture[name]);
        var losses = new double[expected.Length];
        for (int step = 0; step < losses.Length; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor now = loss();
            now.backward();
            optimizer.step();
            losses[step] = now.item<float>();
        }
        PyTorchFixture.AssertNear(expected, losses, 1e-4, name);
    }
}

using ManagedTorch.Tests.Kernels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ManagedTorch.Tests.Ops;

/// <summary>The reproducibility contract at the level of tensors: same bits for every vector width and thread
/// count.</summary>
[Collection(AtEveryWidth.Name)]
public sealed class EveryWidthTests
{
    [Fact]
    public void EveryRecordedCaseHasTheSameBits() => AtEveryWidth.SameBits(() =>
    {
        var all = new List<double>();
        foreach (var (name, c) in OpCases.Fixture)
            if (c.Output is not null)
                all.AddRange(OpCases.All[name](Array.ConvertAll(c.Inputs, i => i.ToTensor())).to(float64).data<double>()
                    .ToArray());
        return all.ToArray();
    });

    [Fact]
    public void TrainingAPolicyHasTheSameBits() => AtEveryWidth.SameBits(() =>
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(3);
        Tensor[] weights =
            [randn(70, 33, generator: generator), randn(70, generator: generator), randn(29, 70, generator: generator)];
        foreach (var w in weights) w.mul_(0.2).requires_grad_();
        var x = randn(300, 33, generator: generator);
        var answers = randint(29, [300, 2], generator: generator);
        for (var step = 0; step < 3; step++)
        {
            var h = F.gelu(F.linear(x, weights[0], weights[1]));
            var logps = F.layer_norm(F.linear(h, weights[2]), [29]).log_softmax(-1).gather(1, answers);
            var loss = -((logps.select(1, 0) - logps.select(1, 1)) * 0.1).log_sigmoid().mean();
            foreach (var w in weights) w.grad = null;
            loss.backward();
            using var off = no_grad();
            foreach (var w in weights) w.sub_(w.grad! * 10);
        }
        return cat(Array.ConvertAll(weights, w => w.detach().reshape(-1))).data<float>().ToArray();
    });

    [Theory]
    [InlineData(300)]
    [InlineData(13)]
    public void FusedOperationsHaveTheBitsOfTheirParts(int width) => AtEveryWidth.SameBits(() =>
    {
        using var scope = NewDisposeScope();
        var generator = new Generator(4);
        Tensor x = randn(40, 21, generator: generator), tokens = randint(width, [40], generator: generator);
        Tensor[] weights = [randn(width, 21, generator: generator), randn(width, generator: generator)];
        var all = new List<float>();
        foreach (var (fused, parts) in new (Func<Tensor, Tensor, Tensor, Tensor>,
            Func<Tensor, Tensor, Tensor, Tensor>)[]
        {
            ((x, w, b) => Fused.LinearRelu(x, w, b), (x, w, b) => F.relu(F.linear(x, w, b))),
            ((x, w, b) => Fused.LinearGelu(x, w, b), (x, w, b) => F.gelu(F.linear(x, w, b))),
            ((x, w, b) => Fused.LinearSilu(x, w, b), (x, w, b) => F.silu(F.linear(x, w, b))),
            ((x, w, b) => Fused.TokenLogps(F.linear(x, w, b) * 9, tokens),
                (x, w, b) => (F.linear(x, w, b) * 9).log_softmax(1).gather(1, tokens.unsqueeze(1)).squeeze(1)),
        })
        {
            float[] one = Run(fused), other = Run(parts);
            Assert.Equal(other, one);
            all.AddRange(one);
        }
        return all.ToArray();

        float[] Run(Func<Tensor, Tensor, Tensor, Tensor> f)
        {
            Tensor[] leaves = [.. new[] { x, weights[0], weights[1] }.Select(t => t.detach().clone().requires_grad_())];
            var y = f(leaves[0], leaves[1], leaves[2]);
            return cat([y.detach().flatten(), .. autograd.grad([y.sin().sum()], leaves).Select(g => g.flatten())])
                .data<float>().ToArray();
        }
    });

    /// <summary>Sums, running sums and gradients that sum; their accuracy is the matter of SumAccuracyTests.</summary>
    [Theory]
    [InlineData(100, 5)]
    [InlineData(4_097, 33)]
    [InlineData(70_001, 8)]
    [InlineData(70_001, 3)]
    public void SumsHaveTheSameBits(int n, int columns) => AtEveryWidth.SameBits(() =>
    {
        using var scope = NewDisposeScope();
        var x = rand([n, columns], generator: new Generator(9)) + 0.1;
        Tensor bias = zeros(columns).requires_grad_(), gain = ones(columns).requires_grad_();
        (F.layer_norm(x, [columns], gain, bias) * x).sum().backward();
        return cat([x.sum().view(1), x.sum(dim: 0), x.mean([0]), x.t().contiguous().sum(dim: 1), x.t().sum(dim: 1),
            x.cumsum(0)[^1], x.t().contiguous().cumsum(1).select(1, n - 1), bias.grad!, gain.grad!]).data<float>()
            .ToArray();
    });

    [Fact]
    public void LargeTensorsAreSharedAmongThreadsWithTheSameBits() => AtEveryWidth.SameBits(() =>
    {
        using var scope = NewDisposeScope();
        var x = linspace(-3, 3, 200_003);
        var y = x.exp() * x.sin() + x.square().sqrt();
        var m = y.narrow(0, 0, 200_000).view(400, 500);
        return cat(
            [y.sum().view(1), m.sum(dim: 0), m.t().sum(1), m.softmax(1).mean([0]), m.t().matmul(m).max(1).values,
                m.logsumexp(1)]).data<float>().ToArray();
    });
}

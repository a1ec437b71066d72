using ManagedTorch.Tests.Fixtures;
using ManagedTorch.Tests.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

/// <summary>A training ends in the same bits at every vector width and on any number of threads.</summary>
[Collection(AtEveryWidth.Name)]
public sealed class SameBitsTests
{
    public static TheoryData<string> Optimizers => new("SGD", "Adam", "AdamW", "RMSProp");

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void ATrainingHasTheSameBitsEverywhere(string name) => AtEveryWidth.SameBits(() =>
    {
        manual_seed(3);
        using var model = Sequential(Linear(7, 33), GELU(), Linear(33, 33), Tanh(), LayerNorm(33), Linear(33, 5));
        Parameter[] parameters = model.parameters().ToArray();
        using OptimizerHelper optimizer = name switch
        {
            "SGD" => optim.SGD(parameters, 0.1, momentum: 0.9, weight_decay: 0.01),
            "Adam" => optim.Adam(parameters, 1e-2, weight_decay: 0.01, amsgrad: true),
            "AdamW" => optim.AdamW(parameters, 1e-2, weight_decay: 0.01),
            _ => optim.RMSProp(parameters, 1e-2, momentum: 0.9, centered: true),
        };
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.CosineAnnealingLR(optimizer, 10);
        Tensor x = randn(29, 7), y = randint(0, 5, [29], dtype: int64);
        for (int step = 0; step < 6; step++)
        {
            optimizer.zero_grad();
            functional.cross_entropy(model.call(x), y).backward();
            utils.clip_grad_norm_(parameters, 0.5);
            optimizer.step();
            schedule.step();
        }
        return PyTorchFixture.Doubles(utils.parameters_to_vector(parameters));
    });

    /// <summary>Threads share the elements of all parameters wherever one ends and the next begins.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ManyParametersAreUpdatedTogetherAsEachAlone(bool adam)
    {
        long[] sizes = [5, 30_001, 1, 0, 7777, 20_000];
        float[] alone = [.. sizes.Select((_, i) => i).SelectMany(i => Update([i]))];
        AtEveryWidth.SameBits(() =>
        {
            float[] together = Update([.. Enumerable.Range(0, sizes.Length)]);
            Assert.Equal(alone, together);
            return together;
        });

        float[] Update(int[] which)
        {
            Parameter[] parameters =
                [.. which.Select(i => new Parameter(randn([sizes[i]], generator: new Generator((ulong)i))))];
            using OptimizerHelper optimizer = adam ? optim.Adam(parameters, 0.1, weight_decay: 0.1, amsgrad: true)
                : optim.AdamW(parameters, 0.1, weight_decay: 0.1);
            for (int step = 0; step < 2; step++)
            {
                foreach (var (parameter, i) in parameters.Zip(which)) parameter.grad =
                    randn([sizes[i]], generator: new Generator((ulong)(10 + i + step)));
                optimizer.step();
            }
            return [.. parameters.SelectMany(p => p.detach().data<float>().ToArray())];
        }
    }

    [Fact]
    public void ATrainingOnImagesHasTheSameBitsEverywhere() => AtEveryWidth.SameBits(() =>
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        using var model =
            Sequential(Conv2d(3, 10, 3, padding: 1, padding_mode: PaddingModes.Reflect), SiLU(), MaxPool2d(3, 2, 1),
            Conv2d(10, 14, (3, 2), Padding.Same, groups: 2), GELU(), AdaptiveAvgPool2d((3, 2)), Flatten(),
            Linear(84, 5));
        Parameter[] parameters = model.parameters().ToArray();
        using OptimizerHelper optimizer = optim.SGD(parameters, 0.1, momentum: 0.9);
        Tensor x = randn(9, 3, 21, 18), y = randint(0, 5, [9], dtype: int64);
        for (int step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            functional.cross_entropy(model.call(x), y).backward();
            optimizer.step();
        }
        return PyTorchFixture.Doubles(utils.parameters_to_vector(parameters));
    });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void AttentionHasTheSameBitsEverywhere(bool causal, bool wide) => AtEveryWidth.SameBits(() =>
    {
        using DisposeScope scope = NewDisposeScope();
        ScalarType dtype = wide ? float64 : float32;
        var generator = new Generator(5);
        Tensor[] x =
            [.. new long[] { 19, 19,
                11 }.Select(size => randn([4, 3, 133, size], dtype, generator: generator).requires_grad_())];
        Tensor y = functional.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: causal);
        IList<Tensor> grads = autograd.grad([y.square().sum()], x);
        return PyTorchFixture.Doubles(cat([y.detach().reshape(-1), .. grads.Select(g => g.reshape(-1))]));
    });
}

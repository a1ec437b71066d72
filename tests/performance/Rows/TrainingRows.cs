using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>Training steps: forward, backward, AdamW.</summary>
internal static class TrainingRows
{
    private const string Group = "training steps with AdamW";

    public static IEnumerable<Row> All() =>
    [
        new(Group, "AdamW alone, 2 million parameters", Update),
        new(Group, "DPO of a 10-64-64-10 policy, batch 64", Dpo),
        new(Group, "CNN of 3-32-64 channels, 32 images of 32 x 32", Cnn),
        new(Group, "GPT: 96 wide, 4 layers, 96 sequences of 56",
            () => Gpt(width: 96, layers: 4, heads: 4, vocabulary: 256, length: 56, batch: 96)) { Alone = true },
        new(Group, "GPT: 256 wide, 6 layers, 16 sequences of 128",
            () => Gpt(width: 256, layers: 6, heads: 8, vocabulary: 256, length: 128, batch: 16)) { Alone = true },
    ];

    private static Work Update()
    {
        var weights = Enumerable.Range(0, 8).Select(_ => new Parameter(randn(512, 512))).ToArray();
        foreach (Parameter weight in weights) weight.grad = randn(512, 512);
        var optimizer = optim.AdamW(weights, lr: 1e-3);
        return new(() => optimizer.step());
    }

    private static Work Dpo()
    {
        PolicyModel policy = new(), reference = new();
        reference.load_state_dict(policy.state_dict());
        var optimizer = optim.AdamW(policy.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor x = randn(64, 10), chosen = randint(0, 10, [64, 1], dtype: int64),
            rejected = (chosen + 1 + randint(0, 9, [64, 1], dtype: int64)).remainder(10), fixedMargin;
        using (no_grad()) fixedMargin = Margin(reference.call(x));
        return Step(optimizer, () =>
            -functional.logsigmoid(0.1 * (Margin(policy.call(x)) - fixedMargin)).mean());

        Tensor Margin(Tensor logps) => logps.gather(1, chosen) - logps.gather(1, rejected);
    }

    private static Work Cnn()
    {
        var model =
            Sequential(Conv2d(3, 32, 3, padding: 1), ReLU(), MaxPool2d(2), Conv2d(32, 64, 3, padding: 1), ReLU(),
                MaxPool2d(2), Flatten(), Linear(4096, 10));
        var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor x = randn(32, 3, 32, 32), y = randint(0, 10, [32], dtype: int64);
        return Step(optimizer, () => functional.cross_entropy(model.call(x), y));
    }

    private static Work Gpt(int width, int layers, int heads, int vocabulary, int length, int batch)
    {
        var model = new GptModel(width, layers, heads, vocabulary, length);
        var optimizer = optim.AdamW(model.parameters(), lr: 1e-3, weight_decay: 0.01);
        Tensor tokens = randint(0, vocabulary, [batch, length], dtype: int64),
            targets = randint(0, vocabulary, [batch, length], dtype: int64);
        return Step(optimizer, () =>
            functional.cross_entropy(model.call(tokens).view(-1, vocabulary), targets.view(-1)));
    }

    private static Work Step(optim.Optimizer optimizer, Func<Tensor> loss) => new(() =>
    {
        using DisposeScope scope = NewDisposeScope();
        optimizer.zero_grad();
        Tensor value = loss();
        value.backward();
        optimizer.step();
        value.item<float>();
    });
}

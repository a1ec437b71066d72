using ResearchKit.Datasets;
using ResearchKit.Models.Bandits;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

public sealed class BanditPolicyTests
{
    [Fact]
    public void TabularPolicyIsTheSoftmaxOfItsLogits()
    {
        var policy = new TabularPolicy(new[,] { { 0.0, 1.0986122886681098 }, { 2.0, 2.0 } }.ToTensor());

        var probabilities = policy.LogProbabilities().exp().ToTable();

        // softmax(0, ln 3) = (1, 3) / 4
        Assert.Equal(0.25, probabilities[0, 0], 1e-15);
        Assert.Equal(0.75, probabilities[0, 1], 1e-15);
        Assert.Equal(0.5, probabilities[1, 0], 1e-15);
    }

    [Fact]
    public void MlpPolicyIsTheThreeLayerNetworkOfItsWeights()
    {
        var policy = new MlpPolicy(3, 4, new Generator(0), hidden: 5, dtype: float64);
        var weights = policy.state_dict();
        double W(string name, int i, int j) => weights[name].ToTable()[i, j];
        double B(string name, int i) => weights[name].ToDoubles()[i];
        const int prompt = 1;

        var first = Enumerable.Range(0, 5)
            .Select(i => Math.Max(0, W("weight1", i, prompt) + B("bias1", i))).ToArray();
        var second = Enumerable.Range(0, 5)
            .Select(i => Math.Max(0, first.Select((h, j) => W("weight2", i, j) * h).Sum() + B("bias2", i))).ToArray();
        var logits = Enumerable.Range(0, 4)
            .Select(i => second.Select((h, j) => W("weight3", i, j) * h).Sum() + B("bias3", i)).ToArray();
        var normalizer = Math.Log(logits.Sum(Math.Exp));

        var logps = policy.LogProbabilities().ToTable();
        for (var y = 0; y < 4; y++)
            Assert.Equal(logits[y] - normalizer, logps[prompt, y], 1e-12);
    }

    [Fact]
    public void ForwardPicksTheRowsOfTheTable()
    {
        var policy = new MlpPolicy(3, 4, new Generator(0));

        var rows = policy.forward(tensor(new long[] { 2, 0, 2 })).ToTable();

        var table = policy.LogProbabilities().ToTable();
        for (var y = 0; y < 4; y++)
        {
            Assert.Equal(table[2, y], rows[0, y]);
            Assert.Equal(table[0, y], rows[1, y]);
            Assert.Equal(table[2, y], rows[2, y]);
        }
    }

    [Fact]
    public void AFrozenCopyHasTheSameBitsAndDoesNotFollow()
    {
        var policy = new MlpPolicy(3, 4, new Generator(0));
        var before = policy.LogProbabilities().ToDoubles();
        var frozen = policy.Freeze();

        Change(policy);

        Assert.Equal(before, frozen.LogProbabilities().ToDoubles());
        Assert.NotEqual(before, policy.LogProbabilities().ToDoubles());
        Assert.Empty(frozen.parameters());
    }

    [Fact]
    public void ACopyTrainsOnItsOwn()
    {
        var policy = new MlpPolicy(3, 4, new Generator(0));
        var before = policy.LogProbabilities().ToDoubles();
        var copy = policy.Copy();
        Assert.Equal(before, copy.LogProbabilities().ToDoubles());

        Change(copy);

        Assert.Equal(before, policy.LogProbabilities().ToDoubles());
    }

    [Fact]
    public void TheSameGeneratorSeedGivesTheSameWeights() => Assert.Equal(
        new MlpPolicy(3, 4, new Generator(5)).LogProbabilities().ToDoubles(),
        new MlpPolicy(3, 4, new Generator(5)).LogProbabilities().ToDoubles());

    private static void Change(BanditPolicy policy)
    {
        using var optimizer = optim.SGD(policy.parameters(), 1.0);
        policy.LogProbabilities().select(0, 0).select(0, 0).backward();
        optimizer.step();
    }
}

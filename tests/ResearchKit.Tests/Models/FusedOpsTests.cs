using ResearchKit.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

/// <summary>What is fused has the values and gradients of what is composed, which another engine runs.</summary>
public sealed class FusedOpsTests
{
    [Fact]
    public void TokenLogProbabilitiesAreThoseOfTheTokensSaid()
    {
        // Softmax of (0, ln 3) is (1, 3) / 4.
        Tensor logits = tensor(new[] { 0.0, Math.Log(3), 2.0, 2.0 }).view(2, 2), tokens = tensor(new[] { 1L, 0L });

        double[] logps = FusedOps.TokenLogProbabilities(logits, tokens).data<double>().ToArray();

        Assert.Equal(Math.Log(0.75), logps[0], 1e-15);
        Assert.Equal(Math.Log(0.5), logps[1], 1e-15);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void TokenLogProbabilitiesEqualTheComposedOnes(int vocabulary)
    {
        var generator = new Generator(1);
        Tensor logits = randn([3, 7, vocabulary], float64, generator: generator),
            tokens = randint(vocabulary, [3, 7], generator: generator);
        Same([logits], x => FusedOps.TokenLogProbabilities(x[0], tokens),
            x => FusedOps.Composed.TokenLogProbabilities(x[0], tokens));
    }

    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>()];

    [Theory, MemberData(nameof(Activations))]
    public void ALayerEqualsTheComposedOne(Activation activation)
    {
        var generator = new Generator(2);
        Tensor[] inputs =
            [randn([2, 5, 4], float64, generator: generator), randn([6, 4], float64, generator: generator),
                randn([6], float64, generator: generator)];
        Same(inputs, x => FusedOps.Linear(x[0], x[1], x[2], activation),
            x => FusedOps.Composed.Linear(x[0], x[1], x[2], activation));
        Same(inputs[..2], x => FusedOps.Linear(x[0], x[1], null, activation),
            x => FusedOps.Composed.Linear(x[0], x[1], null, activation));
    }

    [Fact]
    public void AnUnknownActivationIsRejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => FusedOps.Linear(ones(1, 2), ones(3, 2), null, (Activation)9));

    [Fact]
    public void ATokenOutsideTheVocabularyIsRejected()
    {
        var error = Assert.ThrowsAny<Exception>(
            () => FusedOps.TokenLogProbabilities(ones(2, 3), tensor(new[] { 0L, 3L })));
        Assert.True(error is ArgumentException or System.Runtime.InteropServices.ExternalException, // libtorch's
            error.ToString());
    }

    /// <summary>Values and the gradients of a sum of sines, in which every element counts differently.</summary>
    private static void Same(Tensor[] inputs, Func<Tensor[], Tensor> fused, Func<Tensor[], Tensor> composed)
    {
        double[] expected = ValueAndGradients(composed), actual = ValueAndGradients(fused);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-14);

        double[] ValueAndGradients(Func<Tensor[], Tensor> f)
        {
            Tensor[] leaves = Array.ConvertAll(inputs, x => x.detach().clone().requires_grad_());
            Tensor y = f(leaves);
            y.sin().sum().backward();
            return [.. y.detach().data<double>().ToArray(),
                .. leaves.SelectMany(x => x.grad!.data<double>().ToArray())];
        }
    }
}

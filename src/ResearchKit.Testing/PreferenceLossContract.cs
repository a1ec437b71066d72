using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace ResearchKit.Testing;

/// <summary>
/// The tests that every preference loss passes. Derive one sealed class per loss and give it an example, hand-derived
/// values, and the value where policy and reference agree.
/// </summary>
/// <typeparam name="TLoss">The loss under test.</typeparam>
public abstract class PreferenceLossContract<TLoss>
    where TLoss : PreferenceLoss
{
    /// <summary>An example whose hyper-parameters differ from the defaults.</summary>
    protected abstract TLoss Example { get; }

    /// <summary>Values derived by hand, at least one.</summary>
    protected abstract IEnumerable<LossCase> HandDerived { get; }

    /// <summary>
    /// The loss of a pair in closed form where every view has the same log-probability under policy and reference, and
    /// every column is 0.5; but divergences are 0 and the old log-probabilities are the policy's.
    /// </summary>
    /// <param name="loss">The example.</param>
    /// <param name="logp">The summed log-probability of every view.</param>
    /// <param name="tokens">The length of every answer.</param>
    protected abstract double AtReference(TLoss loss, double logp, double tokens);

    /// <summary>Why swapping the first two views does not negate the margin; null if it does.</summary>
    protected virtual string? MarginIsNotAntisymmetric => null;

    /// <summary>
    /// Why the gradient is not the derivative of the value: which part of the loss is detached; null if none is. Then
    /// golden values have to hold the gradient.
    /// </summary>
    protected virtual string? PartIsDetached => null;

    /// <summary>Scores that fit the example; override for columns with a meaning.</summary>
    protected virtual PreferenceScores Sample(int batch, int seed, int padding = 0) =>
        SampleScores.For(Example.Inputs, batch, seed, padding);

    /// <summary>1. The values that were derived by hand.</summary>
    [Fact]
    public void EqualsTheHandDerivedValues()
    {
        Assert.NotEmpty(HandDerived);
        foreach (var expected in HandDerived)
        {
            var terms = expected.Loss.Compute(expected.Scores);
            Near(expected.Expected, terms.Loss, $"{expected.Loss}, {expected.Because}");
            foreach (var (view, rewards) in expected.Rewards)
                Near(rewards, terms.Rewards[view], $"{expected.Loss}, reward of {view}");
        }
    }

    /// <summary>2. The value at the start of training.</summary>
    [Fact]
    public void HasItsClosedFormWherePolicyEqualsReference()
    {
        var inputs = Example.Inputs;
        var tokens = full([2, 4], -1.5, ScalarType.Float64);
        var all = ones([2, 4], ScalarType.Bool);
        Tensor Column(string name) => name == TokenColumn.Old ? tokens
            : full([2, 4], TokenColumn.IsDivergence(name) ? 0 : 0.5, ScalarType.Float64);
        var same = ViewScores.FromTokens(new TokenScores(tokens, tokens, all)
        {
            Columns = inputs.TokenColumns.ToDictionary(c => c, Column),
        }) with
        {
            Columns = inputs.AnswerColumns.ToDictionary(c => c, _ => full([2], 0.5, ScalarType.Float64)),
        };
        var scores = new PreferenceScores(
            inputs.AllViews.ToDictionary(v => v.Name, _ => same),
            inputs.Columns.ToDictionary(c => c, _ => full([2], 0.5, ScalarType.Float64)));
        var value = AtReference(Example, -6, 4);
        Near([value, value], Example.Compute(scores).Loss, $"{Example} with policy = reference");
    }

    /// <summary>3. Autograd against central differences.</summary>
    [Fact]
    public void ItsGradientEqualsCentralDifferences()
    {
        if (PartIsDetached is { } part)
            Assert.Skip(part);
        var scores = Sample(batch: 5, seed: 2);
        var inputs = Example.Inputs;
        var views = inputs.Views.Where(v => v.Gradient).Select(v => v.Name).ToArray();
        if (inputs.PerToken)
            GradientCheck.Passes(x => Example.Compute(With(scores, views, (view, i) => ViewScores.FromTokens(
                view.ByToken! with { Policy = x[i] }) with
            { Columns = view.Columns })).Loss,
                [.. views.Select(v => ZeroPadding(scores.Views[v].ByToken!))]);
        else
            GradientCheck.Passes(
                x => Example.Compute(With(scores, views, (view, i) => view with
                {
                    Policy = x[i],
                    ByToken = null
                })).Loss,
                [.. views.Select(v => scores.Views[v].Policy)]);
    }

    /// <summary>4. Longer padding changes nothing, bit for bit, whatever stands in it.</summary>
    [Fact]
    public void PaddingChangesNoBit()
    {
        var bare = Example.Compute(Sample(batch: 6, seed: 3));
        var padded = Example.Compute(Sample(batch: 6, seed: 3, padding: 21));
        Assert.Equal(Bits(bare.Loss), Bits(padded.Loss));
        foreach (var (view, reward) in bare.Rewards)
            Assert.Equal(Bits(reward), Bits(padded.Rewards[view]));
    }

    /// <summary>5. The order of the batch does not matter.</summary>
    [Fact]
    public void PermutingTheBatchPermutesTheLoss()
    {
        long[] order = [3, 0, 5, 1, 4, 2];
        var scores = Sample(batch: 6, seed: 4);
        var straight = Numbers(Example.Compute(scores).Loss);
        var permuted = Numbers(Example.Compute(SampleScores.Rows(scores, order)).Loss);
        for (var i = 0; i < order.Length; i++)
            Assert.Equal(straight[order[i]], permuted[i], 1e-13 * Math.Max(1, Math.Abs(permuted[i])));
    }

    /// <summary>6. Eight at once equal eight times one, unless the loss declares a batch statistic.</summary>
    [Fact]
    public void ABatchEqualsItsPairsOneByOne()
    {
        var scores = Sample(batch: 8, seed: 5);
        var together = Bits(Example.Compute(scores).Loss);
        var oneByOne = Enumerable.Range(0, 8)
            .SelectMany(i => Bits(Example.Compute(SampleScores.Rows(scores, i)).Loss)).ToArray();
        if (Example.Inputs.CouplesBatch)
            Assert.NotEqual(oneByOne, together);
        else
            Assert.Equal(oneByOne, together);
    }

    /// <summary>7. Swapping preferred and rejected negates the reward margin.</summary>
    [Fact]
    public void SwappingTheFirstTwoViewsNegatesTheMargin()
    {
        if (Example.Inputs.Views.Count < 2)
            Assert.Skip("One view has no margin.");
        var (first, second) = (Example.Inputs.Views[0].Name, Example.Inputs.Views[1].Name);
        var scores = Sample(batch: 6, seed: 6);
        var views = scores.Views.ToDictionary();
        (views[first], views[second]) = (views[second], views[first]);
        var margin = Margin(Example.Compute(scores));
        var swapped = Margin(Example.Compute(new PreferenceScores(views, scores.Columns.ToDictionary())));
        if (MarginIsNotAntisymmetric is null)
            Assert.Equal(margin.Select(m => -m), swapped);
        else
            Assert.NotEqual(margin.Select(m => -m), swapped);

        double[] Margin(LossTerms terms) => Numbers(terms.Rewards[first] - terms.Rewards[second]);
    }

    /// <summary>
    /// 8. Loss and gradient stay finite at log-ratios of 10^4 in either direction, in float32 and float64.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LossAndGradientAreFiniteAtExtremeLogRatios(bool single)
    {
        var type = single ? ScalarType.Float32 : ScalarType.Float64;
        var views = Example.Inputs.AllViews.ToArray();
        var sample = Sample(2, seed: 7);
        for (var signs = 0; signs < 1 << Math.Min(views.Length, 6); signs++)
        {
            var leaves = new List<Tensor>();
            var scores = new PreferenceScores(
                views.Select((v, i) => (v.Name, View: Extreme(up: (signs >> i & 1) == 1, type, leaves,
                    sample.Views[v.Name])))
                    .ToDictionary(v => v.Name, v => v.View),
                sample.Columns.ToDictionary(c => c.Key, c => c.Value.to_type(type)));
            var loss = Example.Compute(scores).Loss;
            Assert.True(loss.dtype == type, $"{Example}: {type} scores gave a {loss.dtype} loss.");
            AllFinite(loss, "loss", signs);
            loss.mean().backward();
            foreach (var leaf in leaves)
                if (leaf.grad is { } gradient)
                    AllFinite(gradient, "gradient", signs);
        }

        void AllFinite(Tensor values, string what, int signs) => Assert.True(
            Numbers(values.to_type(ScalarType.Float64)).All(double.IsFinite),
            $"{Example}: the {what} is not finite for views with log-ratio signs {signs:b} (bit set: +10^4).");
    }

    /// <summary>9. The numbers of PyTorch, where the assembly of the test embeds a <c>.golden.json</c>.</summary>
    [Fact]
    public void AgreesWithPyTorch()
    {
        var cases = GoldenCase.In(GetType().Assembly).Where(c => c.Loss is TLoss).ToArray();
        if (cases.Length == 0)
            Assert.Skip("There are no golden values for this loss.");
        foreach (var golden in cases)
            golden.Check();
    }

    /// <summary>10. JSON gives an equal record back.</summary>
    [Fact]
    public void SurvivesAJsonRoundTrip()
    {
        var json = Example.ToJson();
        Assert.Equal<PreferenceLoss>(Example, PreferenceLoss.FromJson(json));
        Assert.Equal(json, PreferenceLoss.FromJson(json).ToJson());
    }

    /// <summary>What the loss declares is enough: no other view, no reference and no token count is read.</summary>
    [Fact]
    public void ReadsOnlyWhatItDeclares()
    {
        var inputs = Example.Inputs;
        var scores = Sample(batch: 4, seed: 8);
        var declared = inputs.AllViews.ToDictionary(v => v.Name, v =>
        {
            var view = scores.Views[v.Name];
            return view with
            {
                Reference = inputs.Reference ? view.Reference : null,
                Tokens = inputs.Tokens ? view.Tokens : null,
                ByToken = inputs.PerToken ? view.ByToken : null,
            };
        });
        Assert.Equal(Bits(Example.Compute(scores).Loss),
            Bits(Example.Compute(new PreferenceScores(declared, scores.Columns.ToDictionary())).Loss));
    }

    /// <summary>
    /// Log-ratios of +-10^4: the one model is almost certain of the answer, the other gives it e^-10000.
    /// </summary>
    private static ViewScores Extreme(bool up, ScalarType type, List<Tensor> leaves, ViewScores sample)
    {
        const int tokens = 4;
        double[] high = [0, -1e-3], low = [-1e4, -1e4 - 1e-3];
        var policy = Spread(up ? high : low).requires_grad_();
        leaves.Add(policy);
        var other = Spread(up ? low : high);
        return ViewScores.FromTokens(new TokenScores(policy, other, ones([2, tokens], ScalarType.Bool))
        {
            Columns = sample.ByToken!.Columns.Keys.ToDictionary(name => name, name => name == TokenColumn.Old
                ? other : full([2, tokens], 0.5, type)),
        }) with
        {
            Columns = sample.Columns.ToDictionary(c => c.Key, c => c.Value.to_type(type)),
        };

        Tensor Spread(double[] sums) => tensor(sums.SelectMany(s => Enumerable.Repeat(s / tokens, tokens)).ToArray())
            .reshape(2, tokens).to_type(type);
    }

    private static PreferenceScores With(
        PreferenceScores scores, string[] names, Func<ViewScores, int, ViewScores> replace)
    {
        var views = scores.Views.ToDictionary();
        for (var i = 0; i < names.Length; i++)
            views[names[i]] = replace(views[names[i]], i);
        return new PreferenceScores(views, scores.Columns.ToDictionary());
    }

    private static Tensor ZeroPadding(TokenScores tokens) =>
        where(tokens.Mask, tokens.Policy, zeros_like(tokens.Policy));

    private static void Near(double[] expected, Tensor actual, string what)
    {
        var numbers = Numbers(actual);
        Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - numbers[i]) <= 1e-12 * Math.Max(1, Math.Abs(expected[i])),
                $"{what}: pair {i} is {numbers[i]:R}; {expected[i]:R} was derived.");
    }

    private static double[] Numbers(Tensor values) => values.detach().contiguous().data<double>().ToArray();

    private static long[] Bits(Tensor values) => [.. Numbers(values).Select(BitConverter.DoubleToInt64Bits)];
}

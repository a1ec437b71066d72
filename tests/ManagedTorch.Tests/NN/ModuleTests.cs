using ManagedTorch.Tests.Fixtures;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ManagedTorch.Tests.NN;

public sealed class ModuleTests
{
    private class Block : Module<Tensor, Tensor>
    {
        private readonly Linear first = Linear(2, 3);
        private readonly Parameter scale = Parameter(ones(3));
        private readonly Tensor mask = zeros(3);
        public Linear Last { get; } = Linear(3, 2, hasBias: false);

        public Block() : base("Block") => RegisterComponents();

        public override Tensor forward(Tensor x) => Last.call(first.call(x) * scale + mask);
    }

    /// <summary>A model that assigns a component after registration, or forgets to register.</summary>
    private sealed class Late : Module<Tensor, Tensor>
    {
        private Linear layer = Linear(2, 2);

        public Late() : base("Late") => RegisterComponents();

        public void Replace() => layer = Linear(2, 2);

        public override Tensor forward(Tensor x) => layer.call(x);
    }

    private sealed class Derived : Block
    {
        private readonly Linear extra = Linear(2, 2);
        private readonly Linear late;

        public Derived()
        {
            late = Linear(1, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => late.call(extra.call(x));
    }

    /// <summary>A model that leaves the registration to whoever takes it as a part.</summary>
    private sealed class Part : Module<Tensor, Tensor>
    {
        private readonly Linear layer = Linear(2, 2);

        public Part() : base("Part")
        {
        }

        public override Tensor forward(Tensor x) => layer.call(x);
    }

    [Fact]
    public void ASubmoduleWhoseFieldsAreNotRegisteredYetIsRegisteredWithIt()
    {
        using var whole = Sequential(("part", new Part()));
        Assert.Equal(["part.layer.weight", "part.layer.bias"], whole.named_parameters().Select(p => p.name));
    }

    [Fact]
    public void FieldsAreRegisteredUnderTheirNamesInOrder()
    {
        using var block = new Block();
        Assert.Equal(["scale", "first.weight", "first.bias", "Last.weight"],
            block.named_parameters().Select(p => p.name));
        Assert.Equal(["mask"], block.named_buffers().Select(b => b.name));
        Assert.Equal(["first", "Last"], block.named_children().Select(c => c.name));
        Assert.Equal(["scale", "mask", "first.weight", "first.bias", "Last.weight"], block.state_dict().Keys);
        Assert.Equal(6 + 3 + 3 + 6, block.parameters().Sum(p => p.numel()));
        Assert.Same(block.Last.weight, block.get_parameter("Last.weight"));
        Assert.Null(block.get_parameter("Last.bias"));
        Assert.True(block.has_buffer("mask"));
        Assert.False(block.has_parameter("nothing.here"));
    }

    [Fact]
    public void ADerivedClassAddsItsOwnFields()
    {
        using var derived = new Derived();
        Assert.Equal(["first", "Last", "extra", "late"], derived.named_children().Select(c => c.name));
    }

    [Fact]
    public void AComponentAssignedAfterRegistrationIsAnError()
    {
        using var late = new Late();
        Assert.Equal(2, late.parameters().Count());
        late.Replace();
        var error = Assert.Throws<InvalidOperationException>(() => late.parameters().ToList());
        Assert.Contains("Field 'layer' of Late", error.Message);
        Assert.Throws<InvalidOperationException>(() => late.state_dict());
    }

    [Fact]
    public void ANameIsGivenOnceAndHasNoDot()
    {
        using var list = Sequential(ReLU());
        Assert.Throws<ArgumentException>(() => list.register_module("0", ReLU()));
        Assert.Throws<ArgumentException>(() => list.register_module("a.b", ReLU()));
        Assert.Throws<ArgumentException>(() => list.register_parameter("", Parameter(ones(1))));
        Assert.Throws<InvalidOperationException>(() => ReLU().register_parameter("p", Parameter(ones(1))));
    }

    [Fact]
    public void ASharedWeightIsOneParameterUnderItsFirstName()
    {
        Linear linear = Linear(2, 2);
        using var twice = Sequential(("a", linear), ("b", linear));
        Assert.Equal(["a.weight", "a.bias"], twice.named_parameters().Select(p => p.name));
        Assert.Equal(["a.weight", "a.bias", "b.weight", "b.bias"], twice.state_dict().Keys);
    }

    [Fact]
    public void LoadingAStateCopiesValues()
    {
        using var from = new Block();
        using var to = new Block();
        (IList<string> missing, IList<string> unexpected) = to.load_state_dict(from.state_dict());
        Assert.Empty(missing);
        Assert.Empty(unexpected);
        foreach ((string name, Parameter parameter) in to.named_parameters())
            Assert.Equal(PyTorchFixture.Doubles(from.get_parameter(name)!), PyTorchFixture.Doubles(parameter));
        from.Last.weight.requires_grad = false;
        from.Last.weight.fill_(7);
        Assert.DoesNotContain(7, PyTorchFixture.Doubles(to.Last.weight));
    }

    [Fact]
    public void AStateThatDoesNotFitIsRejectedAndNothingIsLoaded()
    {
        using var block = new Block();
        double[] before = PyTorchFixture.Doubles(block.Last.weight);
        Dictionary<string, Tensor> state = new Block().state_dict();
        state.Remove("scale");
        state["first.bias"] = ones(4);
        state["stranger"] = ones(1);
        var error = Assert.Throws<InvalidOperationException>(() => block.load_state_dict(state));
        Assert.Contains("missing: scale", error.Message);
        Assert.Contains("unexpected: stranger", error.Message);
        Assert.Contains("first.bias: [4] given, [3] expected", error.Message);
        Assert.Equal(before, PyTorchFixture.Doubles(block.Last.weight));

        state["first.bias"] = ones(3);
        (IList<string> missing, IList<string> unexpected) = block.load_state_dict(state, strict: false);
        Assert.Equal(["scale"], missing);
        Assert.Equal(["stranger"], unexpected);
        Assert.Equal([1.0, 1, 1], PyTorchFixture.Doubles(block.get_parameter("first.bias")!));
        Assert.Throws<InvalidOperationException>(() => block.load_state_dict(state, strict: true, skip: ["scale"]));
    }

    [Fact]
    public void TrainAndEvalReachEveryModule()
    {
        using var model = Sequential(Linear(2, 2), Dropout(0.5), Sequential(Dropout(0.9)));
        model.eval();
        Assert.All(model.modules(), m => Assert.False(m.training));
        Tensor x = ones(4, 2);
        Assert.Equal(PyTorchFixture.Doubles(model.call(x)), PyTorchFixture.Doubles(model.call(x)));
        model.train();
        Assert.All(model.modules(), m => Assert.True(m.training));
    }

    [Fact]
    public void DropoutScalesWhatItKeeps()
    {
        manual_seed(1);
        Tensor dropped = Dropout(0.75).call(ones(10_000));
        double[] values = PyTorchFixture.Doubles(dropped);
        Assert.All(values, v => Assert.True(v is 0 or 4)); // kept values are scaled by 1 / (1 - 0.75)
        Assert.InRange(values.Average(), 0.9, 1.1); // five standard deviations are 0.087
    }

    [Fact]
    public void ApplyVisitsChildrenFirst()
    {
        using var model = Sequential(("a", Sequential(("b", Linear(1, 1)))));
        var visited = new List<string>();
        model.apply(m => visited.Add($"{m.GetName()} {m.children().Count()}"));
        Assert.Equal(["Linear 0", "Sequential 1", "Sequential 1"], visited);
    }

    [Fact]
    public void ZeroGradForgetsOrClears()
    {
        Linear linear = Linear(2, 1);
        linear.call(ones(1, 2)).sum().backward();
        linear.zero_grad(set_to_none: false);
        Assert.Equal([0.0, 0], PyTorchFixture.Doubles(linear.weight.grad!));
        linear.zero_grad();
        Assert.Null(linear.weight.grad);
    }

    [Fact]
    public void HooksSeeAndReplaceInputsAndResults()
    {
        Identity identity = Identity();
        var seen = new List<string>();
        var pre = identity.register_forward_pre_hook((_, x) => x + 1);
        identity.register_forward_hook((_, x, y) =>
        {
            seen.Add($"{x.item<float>()} {y.item<float>()}");
            return y * 10;
        });
        identity.register_forward_hook((Module _) => seen.Add("after"));
        Assert.Equal(30f, identity.call(tensor(2f)).item<float>());
        pre.remove();
        Assert.Equal(20f, identity.call(tensor(2f)).item<float>());
        Assert.Equal(["after", "3 3", "after", "2 2"], seen);
    }

    [Fact]
    public void ListsAndDictionariesNameTheirModules()
    {
        using ModuleList<Linear> list = ModuleList(Linear(1, 1), Linear(1, 2));
        list.Insert(0, Linear(1, 3));
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias", "2.weight", "2.bias"],
            list.named_parameters().Select(p => p.name));
        Assert.Equal([3L, 1, 2], list.Select(l => l.out_features));
        list.RemoveAt(1);
        Assert.Equal(4, list.parameters().Count());

        using ModuleDict<Linear> dictionary = ModuleDict(("x", Linear(1, 1)), ("y", Linear(1, 2)));
        Assert.Equal(["x.weight", "x.bias", "y.weight", "y.bias"], dictionary.named_parameters().Select(p => p.name));
        dictionary["x"] = Linear(1, 5);
        Assert.Equal(["y", "x"], dictionary.keys());
        Assert.Equal(5, dictionary["x"].out_features);
    }

    [Fact]
    public void ConversionKeepsTheParameterObjects()
    {
        using var model = new Block();
        Parameter weight = model.Last.weight;
        using var optimizer = optim.SGD(model.parameters(), 0.5);
        double[] before = PyTorchFixture.Doubles(weight);
        model.to(ScalarType.Float64);
        Assert.Same(weight, model.Last.weight);
        Assert.Equal(ScalarType.Float64, weight.dtype);
        Assert.Equal(before, PyTorchFixture.Doubles(weight)); // float32 fits into float64
        model.call(ones(1, 2, dtype: float64)).sum().backward();
        optimizer.step();
        Assert.NotEqual(before, PyTorchFixture.Doubles(weight));
        Assert.All(model.buffers(), b => Assert.Equal(ScalarType.Float64, b.dtype));
    }

    [Fact]
    public void SequentialIsAChainAndCanBeSliced()
    {
        using var chain = Sequential(Linear(2, 3), ReLU(), Linear(3, 1));
        Tensor x = randn(4, 2);
        Tensor expected = chain[2].call(chain[0].call(x).relu());
        Assert.Equal(PyTorchFixture.Doubles(expected), PyTorchFixture.Doubles(chain.call(x)));
        Assert.Equal(["1.weight"],
            [.. Sequential(ReLU()).append(Linear(2, 2, hasBias: false)).named_parameters().Select(p => p.name)]);
        Assert.Equal(2, chain[1..].Count);
    }
}

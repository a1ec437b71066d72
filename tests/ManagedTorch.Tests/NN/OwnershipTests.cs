using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.NN;

/// <summary>What lives how long: parameters, buffers and dispose scopes, as in TorchSharp.</summary>
public class OwnershipTests
{
    private sealed class Gate : nn.Module<Tensor, Tensor>
    {
        private readonly Parameter gain = new(ones(2));
        private readonly Linear inner = nn.Linear(2, 2);

        public Gate() : base(nameof(Gate)) => RegisterComponents();

        public Parameter Gain => gain;

        public Linear Inner => inner;

        public override Tensor forward(Tensor x) => inner.forward(x) * gain;
    }

    [Fact]
    public void AParameterTakesItsDataOver()
    {
        var data = arange(3, dtype: float32);
        var parameter = new Parameter(data);
        Assert.True(data.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => data + 1);
        Assert.Throws<ObjectDisposedException>(() => new Parameter(data));
        Assert.Equal([0f, 1, 2], parameter.data<float>().ToArray());
        var turned = arange(6, dtype: float32).view(2, 3).t();
        Assert.Equal([0f, 3, 1, 4, 2, 5], new Parameter(turned).data<float>().ToArray());
        Assert.True(turned.IsInvalid);
    }

    [Fact]
    public void AParameterHasThePlaceOfItsDataInTheScope()
    {
        var before = zeros(2);
        Parameter inside, outside;
        using (var scope = NewDisposeScope())
        {
            inside = new Parameter(zeros(2));
            outside = new Parameter(before);
            Assert.True(scope.Contains(inside));
            Assert.False(scope.Contains(outside));
        }
        Assert.True(inside.IsInvalid);
        Assert.False(outside.IsInvalid);
    }

    [Fact]
    public void LayersOutliveTheScopeTheyAreMadeInAndBareParametersDoNot()
    {
        Gate gate;
        using (NewDisposeScope()) gate = new Gate();
        Assert.True(gate.Gain.IsInvalid);
        Assert.False(gate.Inner.weight.IsInvalid);
        using (NewDisposeScope()) gate.Inner.weight = new Parameter(eye(2));
        Assert.Equal(1f, gate.Inner.weight[0, 0].item<float>());
        BatchNorm1d norm;
        using (NewDisposeScope()) norm = nn.BatchNorm1d(2);
        Assert.Equal([0f, 0], norm.running_mean!.data<float>().ToArray());
    }

    [Fact]
    public void AnOuterScopeDisposedFirstIsNotCurrentAfterwards()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        var moved = inner.MoveToOuter(zeros(2));
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
        Assert.False(moved.IsInvalid); // nobody was left to dispose of it
        var free = zeros(2);
        using (var scope = NewDisposeScope()) Assert.False(scope.Contains(free));
        Assert.False(free.IsInvalid);
    }

    [Fact]
    public void AMiddleScopeDisposedFirstLeavesTheOutermost()
    {
        using var outer = NewDisposeScope();
        var middle = NewDisposeScope();
        var inner = NewDisposeScope();
        middle.Dispose();
        var moved = inner.MoveToOuter(zeros(2));
        Assert.True(outer.Contains(moved));
        inner.Dispose();
        Assert.Same(outer, CurrentDisposeScope);
    }

    public static TheoryData<string, Func<Tensor, object?>> Members() => new()
    {
        { "shape", x => x.shape }, { "size", x => x.size(0) }, { "stride", x => x.stride() },
        { "dtype", x => x.dtype }, { "device", x => x.device }, { "device_type", x => x.device_type },
        { "ndim", x => x.ndim }, { "dim", x => x.dim() }, { "numel", x => x.numel() },
        { "requires_grad", x => x.requires_grad }, { "requires_grad_", x => x.requires_grad_() },
        { "grad", x => x.grad }, { "is_leaf", x => x.is_leaf }, { "data", x => x.data<float>() },
        { "is_contiguous", x => x.is_contiguous() }, { "contiguous", x => x.contiguous() }, { "cpu", x => x.cpu() },
        { "to", x => x.to(float32) }, { "item", x => x.item<float>() }, { "sum", x => x + 1 },
    };

    /// <summary>TorchSharp throws an InvalidOperationException, of which this is one.</summary>
    [Theory]
    [MemberData(nameof(Members))]
    public void NothingIsToldOfATensorThatIsGone(string member, Func<Tensor, object?> use)
    {
        var tensor = ones(1);
        use(tensor);
        tensor.Dispose();
        tensor.Dispose();
        Assert.True(Record.Exception(() => use(tensor)) is ObjectDisposedException, member);
    }

    [Fact]
    public void NothingCanBeGivenToAScopeThatHasEnded()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        Assert.Throws<ObjectDisposedException>(() => scope.Attach(zeros(1)));
    }
}

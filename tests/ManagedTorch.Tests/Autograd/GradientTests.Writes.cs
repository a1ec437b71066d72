using TorchSharp;
using static TorchSharp.torch;

namespace ManagedTorch.Tests.Autograd;

// Writes into tensors and their views.
public sealed partial class GradientTests
{
    private static Dictionary<string, Case> Writes() => new()
    {
        ["index put"] =
        new(x =>
        {
            var y = x[0] * 2.0; y.index_put_(x[1], TensorIndex.Tensor(Index(1, 0)), TensorIndex.Slice(1));
            return y * y;
        }, () => Signed(2, 3), () => Signed(2)),
        ["assign to an element"] =
        new(x => { var y = x[0] * 2.0; y[1, 0] = x[1].sum(); return y * y; }, () => Signed(2, 3), () => Signed(2)),
        ["in-place add to what is used again"] =
        new(x =>
        {
            var y = x[0] * 2; var z = y.sum();
            return y.add_(x[1], 0.5) * z + x[0];
        }, () => Signed(2, 3), () => Signed(3)),
        ["in-place add of itself"] = new(x => { var y = x[0] * 2; return y.add_(y); }, () => Signed(2, 3)),
        ["in-place add of its transposed clone"] =
        new(x => { var y = x[0] * 2; return y.add_(y.t().clone()) * y; }, () => Signed(3, 3)),
        ["in-place add of its own view"] =
        new(x => { var y = x[0] * 2; return y.add_(y.view(3, 3)) * y; }, () => Signed(3, 3)),
        ["in-place add twice"] =
        new(x =>
        {
            var y = x[0].exp().sin();
            return y.add_(x[1]).add_(x[0]).square();
        }, () => Signed(2, 3), () => Signed(2, 3)),
        ["in-place add to a constant"] = new(x => zeros(2, 3, dtype: float64).add_(x[0]).square(), () => Signed(2, 3)),
        ["in-place add to a view"] =
        new(x => { var y = x[0] * 2; y[0].add_(x[1]); return y.square(); }, () => Signed(2, 3), () => Signed(3)),
        ["in-place add under a view"] =
        new(x =>
        {
            var y = x[0] * 2; var v = y[1]; y.add_(x[1]);
            return v.square() + y[0];
        }, () => Signed(2, 3), () => Signed(3)),
        ["in-place add"] = new(x => x[0].clone().add_(x[1]), () => Signed(2, 3), () => Signed(3)),
        ["in-place mul twice"] =
        new(x => { var y = x[0] * 1.0; y.mul_(x[1]).mul_(y); return y; }, () => Signed(2, 3), () => Signed(3)),
        ["in-place exp"] = new(x => x[0].clone().exp_(), () => Signed(3)),
        ["write to a view"] =
        new(x => { var y = x[0] * 2.0; y.select(0, 1).mul_(x[1]); return y * y; }, () => Signed(2, 3), () => Signed(3)),
        ["write to the base of a view"] =
        new(x =>
        {
            var y = x[0] * 2.0; var row = y.select(0, 1); y.mul_(x[1]);
            return row * row;
        }, () => Signed(2, 3), () => Signed(3)),
        ["copy into a view of zeros"] =
        new(x =>
        {
            var y = zeros([2, 3], float64); y.narrow(1, 1, 2).copy_(x[0]);
            return y.exp();
        }, () => Signed(2, 2)),
        ["fill a view"] =
        new(x => { var y = x[0] * 2.0; y.select(0, 0).fill_(3.0); return y * y; }, () => Signed(2, 3)),
    };
}

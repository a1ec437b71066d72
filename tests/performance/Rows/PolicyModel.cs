using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Benchmarks;

/// <summary>A policy over ten answers: 10-64-64-10 with ReLU.</summary>
internal sealed class PolicyModel : Module<Tensor, Tensor>
{
    private readonly Linear l1 = Linear(10, 64);
    private readonly Linear l2 = Linear(64, 64);
    private readonly Linear l3 = Linear(64, 10);

    public PolicyModel() : base("Policy") => RegisterComponents();

    /// <summary>Log-probabilities [batch, 10] of contexts [batch, 10].</summary>
    public override Tensor forward(Tensor x) =>
        functional.log_softmax(l3.call(functional.relu(l2.call(functional.relu(l1.call(x))))), -1);
}

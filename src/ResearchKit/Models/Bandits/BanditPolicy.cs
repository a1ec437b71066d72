using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.Bandits;

/// <summary>
/// A policy over a fixed set of responses to a fixed set of prompts: the smallest model on which preference
/// optimization can be watched exactly.
/// </summary>
public abstract class BanditPolicy : nn.Module<Tensor, Tensor>
{
    /// <summary>A policy over the given numbers of prompts and responses.</summary>
    protected BanditPolicy(string name, int prompts, int responses) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prompts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(responses, 2);
        Prompts = prompts;
        Responses = responses;
    }

    /// <summary>Number of prompts.</summary>
    public int Prompts { get; }

    /// <summary>Number of responses to each prompt.</summary>
    public int Responses { get; }

    /// <summary>log pi(y | x) of all responses to all prompts, <c>[prompts, responses]</c>.</summary>
    public abstract Tensor LogProbabilities();

    /// <summary>log pi(y | x) at the given prompts.</summary>
    /// <param name="prompts">Indices of prompts, int64 <c>[batch]</c>.</param>
    /// <returns><c>[batch, responses]</c>.</returns>
    public override Tensor forward(Tensor prompts) => LogProbabilities().index_select(0, prompts);

    /// <summary>A copy that no training changes: the reference policy.</summary>
    public FrozenPolicy Freeze()
    {
        using var _ = no_grad();
        return new FrozenPolicy(LogProbabilities());
    }

    /// <summary>A parameter of these values that lives as long as the policy, whatever dispose scope it is made
    /// in.</summary>
    protected static Parameter Owned(Tensor data)
    {
        var parameter = new Parameter(data);
        parameter.DetachFromDisposeScope();
        return parameter;
    }
}

using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimizer remembers of one parameter.</summary>
public abstract class OptimizerState
{
    private protected readonly Parameter Parameter;

    private protected OptimizerState(Parameter parameter) => Parameter = parameter;

    /// <summary>Starts anew, as for a parameter that was never updated.</summary>
    public abstract void Initialize(OptimizerOptions options);

    /// <summary>Takes over a copy of the values of <paramref name="source"/>.</summary>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Whether the other state has the same counts and nearly the same averages.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Zeros of the parameter's shape and dtype, outside any dispose scope.</summary>
    private protected Tensor Zeros() => zeros(Parameter.shape, dtype: Parameter.dtype).DetachFromDisposeScope();

    private protected static Tensor Copy(Tensor source) => source.detach().clone().DetachFromDisposeScope();

    private protected static bool Near(Tensor? a, Tensor? b) => a is null || b is null ? a is null && b is null : a.allclose(b);

    private protected T Same<T>(OptimizerState other) where T : OptimizerState
    {
        if (other is not T same) throw new ArgumentException($"{GetType().DeclaringType?.Name} cannot take over the state of {other.GetType().DeclaringType?.Name}.");
        if (!same.Parameter.shape.AsSpan().SequenceEqual(Parameter.shape))
            throw new ArgumentException($"The state belongs to a parameter of shape [{string.Join(", ", same.Parameter.shape)}], not [{string.Join(", ", Parameter.shape)}].");
        return same;
    }
}

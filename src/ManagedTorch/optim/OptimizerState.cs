using ManagedTorch.Saving;
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

    /// <summary>Writes the state as TorchSharp does.</summary>
    public abstract void SaveStateDict(BinaryWriter writer);

    /// <summary>Reads what <see cref="SaveStateDict"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are no state, or that of a parameter of another shape or
    /// dtype.</exception>
    public abstract void LoadStateDict(BinaryReader reader);

    /// <summary>Whether the other state has the same counts and nearly the same averages.</summary>
    public virtual bool ApproximatelyEquals(OptimizerState other) => false;

    /// <summary>Zeros of the parameter's shape and dtype, outside any dispose scope.</summary>
    internal Tensor Zeros() => zeros(Parameter.shape, dtype: Parameter.dtype).DetachFromDisposeScope();

    internal static Tensor Copy(Tensor source) => source.detach().clone().DetachFromDisposeScope();

    internal static void Save(BinaryWriter writer, Tensor tensor) => TensorFormat.Write(writer, tensor);

    internal static void SaveOptional(BinaryWriter writer, Tensor? tensor)
    {
        writer.Write(tensor is not null);
        if (tensor is not null) Save(writer, tensor);
    }

    /// <summary>A tensor of the parameter's shape and dtype, outside any dispose scope.</summary>
    internal Tensor Read(BinaryReader reader)
    {
        Tensor tensor = TensorFormat.Read(reader).DetachFromDisposeScope();
        if (tensor.dtype == Parameter.dtype && tensor.shape.AsSpan().SequenceEqual(Parameter.shape)) return tensor;
        string found = $"{tensor.dtype} of shape [{string.Join(", ", tensor.shape)}]";
        tensor.Dispose();
        throw new InvalidDataException(
            $"The saved state of a parameter is {found}; the parameter " +
            $"is {Parameter.dtype} of shape [{string.Join(", ", Parameter.shape)}].");
    }

    internal Tensor? ReadOptional(BinaryReader reader) => SavedValues.ReadBool(reader) ? Read(reader) : null;

    internal static bool Near(Tensor? a, Tensor? b) =>
        a is null || b is null ? a is null && b is null : a.allclose(b);

    private protected T Same<T>(OptimizerState other) where T : OptimizerState
    {
        if (other is not T same)
            throw new ArgumentException(
                $"{GetType().DeclaringType?.Name} cannot take over the state " +
                $"of {other.GetType().DeclaringType?.Name}.");
        if (!same.Parameter.shape.AsSpan().SequenceEqual(Parameter.shape))
            throw new ArgumentException(
                "The state belongs to a parameter of " +
                $"shape [{string.Join(", ", same.Parameter.shape)}], not [{string.Join(", ", Parameter.shape)}].");
        return same;
    }
}

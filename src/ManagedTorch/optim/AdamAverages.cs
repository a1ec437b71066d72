using ManagedTorch.Saving;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What Adam and AdamW remember of a parameter: how often it was updated, and running averages.</summary>
/// <param name="Step">Number of updates.</param>
/// <param name="Average">Of the gradient, in the parameter's shape.</param>
/// <param name="Square">Of its square.</param>
/// <param name="Largest">The largest square so far; null without amsgrad.</param>
internal readonly record struct AdamAverages(long Step, Tensor Average, Tensor Square, Tensor? Largest) : IDisposable
{
    internal static AdamAverages Zeros(OptimizerState state, bool amsgrad) =>
        new(0, state.Zeros(), state.Zeros(), amsgrad ? state.Zeros() : null);

    internal AdamAverages Copy() => new(
        Step, OptimizerState.Copy(Average), OptimizerState.Copy(Square),
        Largest is null ? null : OptimizerState.Copy(Largest));

    internal void Save(BinaryWriter writer)
    {
        writer.Write(Step);
        OptimizerState.Save(writer, Average);
        OptimizerState.Save(writer, Square);
        OptimizerState.SaveOptional(writer, Largest);
    }

    internal static AdamAverages Read(OptimizerState state, BinaryReader reader)
    {
        var step = SavedValues.ReadCount(reader);
        Tensor? average = null, square = null;
        try
        {
            average = state.Read(reader);
            square = state.Read(reader);
            return new(step, average, square, state.ReadOptional(reader));
        }
        catch
        {
            average?.Dispose();
            square?.Dispose();
            throw;
        }
    }

    internal bool Near(AdamAverages other) => Step == other.Step && OptimizerState.Near(Average, other.Average)
        && OptimizerState.Near(Square, other.Square) && OptimizerState.Near(Largest, other.Largest);

    public void Dispose()
    {
        Average?.Dispose();
        Square?.Dispose();
        Largest?.Dispose();
    }
}

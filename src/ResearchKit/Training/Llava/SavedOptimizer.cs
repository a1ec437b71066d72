using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Training.Llava;

/// <summary>Reads the saved state of AdamW, wherever its parameters live.</summary>
internal static class SavedOptimizer
{
    /// <summary>Goes on from a state.</summary>
    /// <param name="optimizer">AdamW over the parameters that the state is of.</param>
    /// <param name="reader">What <c>save_state_dict</c> wrote.</param>
    public static void Load(OptimizerHelper optimizer, BinaryReader reader)
    {
        Parameter[] parameters = [.. optimizer.parameters()];
        if (parameters.All(p => p.device_type == DeviceType.CPU))
        {
            optimizer.load_state_dict(reader);
            return;
        }
        // TorchSharp reads into tensors as if their memory were the processor's: so into those of a twin, which are.
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var twin = optim.AdamW(parameters.Select(p => new Parameter(zeros(p.shape, p.dtype, CPU))).ToArray());
        twin.load_state_dict(reader);
        foreach (var (there, here) in optimizer.state_dict().State.Cast<AdamW.State>()
            .Zip(twin.state_dict().State.Cast<AdamW.State>()))
        {
            there.step = here.step;
            there.exp_avg.copy_(here.exp_avg);
            there.exp_avg_sq.copy_(here.exp_avg_sq);
        }
    }
}

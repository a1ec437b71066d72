using ManagedTorch.Saving;

namespace TorchSharp.Modules;

/// <summary>The settings of Adam and AdamW, whose options TorchSharp gives public fields of their own.</summary>
internal readonly record struct AdamSettings(
    double? Beta1, double? Beta2, double? Eps, double? WeightDecay, bool? Amsgrad, bool? Maximize)
{
    internal void Save(BinaryWriter writer)
    {
        writer.Write(Beta1!.Value);
        writer.Write(Beta2!.Value);
        writer.Write(Eps!.Value);
        writer.Write(WeightDecay!.Value);
        writer.Write(Amsgrad!.Value);
        writer.Write(Maximize!.Value);
    }

    internal static AdamSettings Read(BinaryReader reader) => new(
        reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(),
        SavedValues.ReadBool(reader), SavedValues.ReadBool(reader));

    /// <summary>What is null, from the optimizer's own settings.</summary>
    internal AdamSettings Or(AdamSettings defaults) => new(
        Beta1 ?? defaults.Beta1, Beta2 ?? defaults.Beta2, Eps ?? defaults.Eps, WeightDecay ?? defaults.WeightDecay,
        Amsgrad ?? defaults.Amsgrad, Maximize ?? defaults.Maximize);

    /// <summary>As the kernel takes them; decoupled decay is AdamW's.</summary>
    internal ManagedTorch.Kernels.AdamW.Settings ForKernel(double learningRate, bool decoupled) => new(
        learningRate, Beta1!.Value, Beta2!.Value, Eps!.Value, WeightDecay!.Value, decoupled, Step: 0, Maximize!.Value);
}

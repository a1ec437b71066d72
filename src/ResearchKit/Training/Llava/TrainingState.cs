using ResearchKit.Losses.Contract;
using ResearchKit.Models.Llava;
using TorchSharp.Modules;

namespace ResearchKit.Training.Llava;

/// <summary>Everything that a training changes: what a checkpoint has to hold.</summary>
internal sealed record TrainingState(
    LlavaModel Policy, LoraAdapter? Adapter, OptimizerHelper Optimizer, RunningMeans Means, List<MetricRecord> Records);

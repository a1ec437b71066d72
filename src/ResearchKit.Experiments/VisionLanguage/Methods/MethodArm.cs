namespace ResearchKit.Experiments.VisionLanguage.Methods;

/// <summary>A published recipe as it is run in the lab.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Train">From a world's start to what its end does on held-out scenes.</param>
public sealed record MethodArm(string Name, Func<VisionLanguageLab, SceneEvaluation> Train);

using System.Reflection;

namespace ResearchKit.Notebooks.Sessions;

/// <summary>
/// Lets the managed engine ask whether it is to stop, so that a training inside a library can be interrupted. The
/// engine bears TorchSharp's identity and has no public member of its own: the field is found by name. On libtorch
/// there is none.
/// </summary>
internal static class EngineStop
{
    private const string Engine = "TorchSharp";
    private const string TypeName = "ManagedTorch.Core.StopRequest";
    private const string FieldName = "Check";

    /// <summary>Sets what the engine calls before each tensor; null for nothing.</summary>
    public static void Set(Action? check) =>
        AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == Engine)
            ?.GetType(TypeName)?.GetField(FieldName, BindingFlags.Static | BindingFlags.NonPublic)
            ?.SetValue(null, check);
}

using System.Runtime.CompilerServices;
using ResearchKit.Engines;

namespace ResearchKit.TestHost;

/// <summary>Lets the environment choose the tensor engine before the first line of a test program runs.</summary>
internal static class EngineStart
{
    [ModuleInitializer]
    internal static void Start()
    {
        EngineChoice.Start();
        EngineChoice.Check();
    }
}

using System.Runtime.InteropServices;

namespace ResearchKit.Engines;

/// <summary>
/// How libtorch's threads wait for work. They spin unless told otherwise, and where other threads want the same cores,
/// as in a sweep over seeds, a call of half a millisecond takes up to a hundred times as long.
/// </summary>
internal static partial class ThreadPolicy
{
    private const string Variable = "OMP_WAIT_POLICY";

    /// <summary>Lets waiting threads sleep, unless the user has chosen. Before the library is loaded, which reads
    /// it once.</summary>
    public static void SleepWhileWaiting()
    {
        // .NET keeps variables of its own, which native libraries do not see; on Windows they are one.
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }) return;
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(Variable, "PASSIVE");
        else _ = SetVariable(Variable, "PASSIVE", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

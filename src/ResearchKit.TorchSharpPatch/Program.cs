using ResearchKit.Engines;

namespace ResearchKit.TorchSharpPatch;

/// <summary>
/// What the build of a project runs that takes TorchSharp as a package beside ours (<c>ResearchKit.targets</c>): writes
/// a mended copy of TorchSharp.dll (<see cref="KeptAlive"/>) or libLibTorchSharp.so (<see cref="Libstdcxx"/>).
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var source, var target])
        {
            Console.Error.WriteLine("usage: ResearchKit.TorchSharpPatch SOURCE TARGET");
            return 2;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            var work = target + ".tmp";
            File.Copy(source, work, overwrite: true);
            if (Path.GetExtension(source) == ".dll") KeptAlive.Apply(work);
            else Libstdcxx.Accommodate(work);
            File.Move(work, target, overwrite: true);
            return 0;
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            // In the form that MSBuild shows as an error of the build.
            Console.Error.WriteLine($"ResearchKit : error RK0001: {Path.GetFileName(source)}: {e.Message}");
            return 1;
        }
    }
}

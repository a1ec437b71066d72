using System.Diagnostics;
using System.Globalization;

namespace ResearchKit.Kernel;

/// <summary>The process that started the kernel: a kernel must not outlive its client.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Calls <paramref name="gone"/> when the process named by <c>JPY_PARENT_PID</c> has ended.</summary>
    public static void WhenGone(Action gone)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture,
            out var id) || id <= 1) return;
        var watch = new Thread(() =>
        {
            while (Exists(id)) Thread.Sleep(Interval);
            gone();
        })
        { IsBackground = true, Name = "parent" };
        watch.Start();
    }

    private static bool Exists(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is there and belongs to someone else.
            return true;
        }
    }
}

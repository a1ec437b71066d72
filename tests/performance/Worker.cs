using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Benchmarks;

/// <summary>
/// The side that measures: reads one request a line and answers with one line. <c>threads N</c>; <c>row N</c> prepares
/// a row and warms it up; <c>time</c> gives seconds per call; <c>made</c> what a call makes; <c>stages</c> the shares
/// of its parts; <c>peak</c> the most memory this process has held, in MB.
/// </summary>
internal static class Worker
{
    public const string Name = "worker";

    private const double WarmSeconds = 0.5, SampleSeconds = 0.02;
    private const int Samples = 3;

    public static int Run()
    {
        Work? work = null;
        DisposeScope? scope = null;
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "threads":
                    set_num_threads(int.Parse(words[1], CultureInfo.InvariantCulture));
                    Say("ok");
                    break;
                case "row":
                    scope?.Dispose();
                    scope = NewDisposeScope();
                    manual_seed(0);
                    work = AllRows.List[int.Parse(words[1], CultureInfo.InvariantCulture)].Prepare();
                    Measure.Warm(work.Call, WarmSeconds);
                    work.Stages?.Reset();
                    Say("ok");
                    break;
                case "time":
                    Say(Measure.Seconds(work!.Call, Samples, SampleSeconds)
                        .ToString("R", CultureInfo.InvariantCulture));
                    break;
                case "made":
                    Say(work!.Made.ToString("R", CultureInfo.InvariantCulture));
                    break;
                case "stages":
                    Say(string.Join(';', (work!.Stages?.Shares() ?? []).Select(s =>
                        string.Create(CultureInfo.InvariantCulture, $"{s.Stage}={s.Share:R}"))));
                    break;
                case "peak":
                    using (var process = Process.GetCurrentProcess())
                        Say((process.PeakWorkingSet64 / 1048576.0).ToString("R", CultureInfo.InvariantCulture));
                    break;
                default:
                    throw new InvalidOperationException($"'{line}' is no request.");
            }
        }
        return 0;
    }

    private static void Say(string answer) => Console.WriteLine(answer);
}

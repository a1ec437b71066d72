using System.Diagnostics;
using System.Globalization;
using ResearchKit;
using ResearchKit.Imaging;
using ResearchKit.Imaging.Png;
using ResearchKit.Pairs.Building;
using ResearchKit.Pairs.Vision.Inpainting;
using ResearchKit.Pairs.Vision.Segmentation;
using ResearchKit.Scenes;

namespace Benchmarks;

/// <summary>
/// Scene pairs built into a folder with the classical stages, on 1 to --threads threads, and where the time of one
/// thread goes. Options: --count N (default 1000), --threads N.
/// </summary>
internal static class PairsBenchmark
{
    public static int Run(string[] args)
    {
        int count = Arguments.Number(args, "--count", 1000),
            most = Arguments.Number(args, "--threads", Math.Min(2, Environment.ProcessorCount));
        Build(40, most); // long enough for the compiler's optimized tier
        Console.WriteLine($"{count} scene pairs, graph cut and exemplar inpainting, written to a folder");
        Console.WriteLine("threads | seconds | pairs per second | speed-up | processor seconds");
        double one = 0;
        for (int threads = 1; threads <= most; threads++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            double seconds = Build(count, threads);
            double processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            if (threads == 1) one = seconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{threads,7} | {seconds,7:F1} | {count / seconds,16:F1} | {one / seconds,8:F2} | {processor,17:F1}"));
        }
        Pipeline(Math.Min(count, 200));
        return 0;
    }

    private static double Build(int count, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("pairs-benchmark").FullName;
        try
        {
            long start = Stopwatch.GetTimestamp();
            new PairBuild(new SceneSource(count, 0, SceneVisionPipeline.Classical(new ExemplarInpainter(), "exemplar")),
                folder)
            { Threads = threads }.Run();
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Pipeline(int scenes)
    {
        var times = new Dictionary<string, double>();
        for (int seed = 0; seed < scenes; seed++)
        {
            Scene scene = new SceneGenerator(new()).Generate(seed);
            RgbImage image = Timed("render", scene.Render);
            Caption caption = Timed("caption", () => CaptionWriter.Write(scene, new SeededRandom(seed)));
            var pipeline = Timed("pipeline", () => ResearchKit.Pairs.Vision.VisionPipeline.Oracle(scene, caption));
            foreach (int i in Enumerable.Range(0, scene.Objects.Count))
            {
                Mask mask = Timed("segment", () => new GraphCutSegmenter().Segment(image, scene.BoxOf(i)));
                Mask wide = Timed("dilate", () => mask.Dilate(2));
                if (mask.Area == 0) continue;
                RgbImage without = Timed("remove", () => new ExemplarInpainter().Inpaint(image, wide));
                Timed("score", () => caption.Sentences.Sum(s => pipeline.Scorer.Score(without, s.Text)));
                Timed("detect", () => pipeline.Detector.Detect(image, scene.Objects[i].Category.Noun()));
            }
            Timed("encode", () => PngEncoder.Encode(image));
        }
        Console.WriteLine("milliseconds per scene: " +
            string.Join(", ",
                times.Select(t =>
                    string.Create(CultureInfo.InvariantCulture, $"{t.Key} {1e3 * t.Value / scenes:F2}"))));

        T Timed<T>(string name, Func<T> work)
        {
            long start = Stopwatch.GetTimestamp();
            T result = work();
            times[name] = times.GetValueOrDefault(name) + Stopwatch.GetElapsedTime(start).TotalSeconds;
            return result;
        }
    }
}

// dotnet run -c Release --project tests/performance -- NAME [options]: one class per benchmark.
using Benchmarks;

string name = args.Length > 0 ? args[0] : "";
switch (name)
{
    case "matmul": return MatmulBenchmark.Run(args[1..]);
    case "mlp": return MlpBenchmark.Run(args[1..]);
    case "gpt": return GptBenchmark.Run(args[1..]);
    case "conv": return ConvolutionBenchmark.Run(args[1..]);
    case "pairs": return PairsBenchmark.Run(args[1..]);
    default:
        Console.Error.WriteLine("usage: performance matmul|mlp|gpt|conv|pairs [--pytorch] [--threads N] [--rounds N]");
        return 2;
}

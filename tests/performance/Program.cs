// dotnet run -c Release --project tests/performance -- NAME [options]
using Benchmarks;

string name = args.Length > 0 ? args[0] : "";
switch (name)
{
    case "engines": return EnginesBenchmark.Run(args[1..]);
    case "pairs": return PairsBenchmark.Run(args[1..]);
    case Worker.Name: return Worker.Run();
    default:
        Console.Error.WriteLine("""
            usage: performance engines [--only WORDS] [--rounds N] [--threads N] [--json FILE] [--update README.md]
                     the managed engine against libtorch, the same C# on both, as a table in Markdown;
                     (--update writes it between the two marks of a page); WORDS choose the rows
                     whose group or name has one of them: --only "matrix,GPT"
                   performance pairs [--count N] [--threads N]
                     scene pairs built into a folder
            """);
        return 2;
}

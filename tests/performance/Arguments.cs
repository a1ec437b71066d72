using System.Globalization;

namespace Benchmarks;

/// <summary>Options of the form <c>--name number</c>.</summary>
internal static class Arguments
{
    public static int Number(string[] args, string name, int otherwise)
    {
        int at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}

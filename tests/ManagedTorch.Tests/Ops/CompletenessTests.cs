using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace ManagedTorch.Tests.Ops;

/// <summary>
/// Every public operation is among the cases that run at forced widths and thread counts and against PyTorch's numbers,
/// or is named below with a reason.
/// </summary>
public sealed partial class CompletenessTests
{
    /// <summary>Names that are no cases, by reason.</summary>
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["makes a tensor without any: FactoryTests"] =
            "empty empty_like new_empty new_full new_zeros",
        ["draws random numbers, held against PyTorch's stream number by number: Mt19937Tests, InitializationTests"] =
            "bernoulli exponential_ multinomial normal normal_ rand rand_like randint randn randn_like randperm " +
            "uniform_ get_rng_state",
        ["another handle on the same elements: GraphTests, MemoryTests"] =
            "alias contiguous cpu detach to_type type with_requires_grad",
        ["writes what is given: GradientTests, MemoryTests"] = "copy_ fill_ zero_",
        ["moves a handle between dispose scopes: MemoryTests"] =
            "DetachFromDisposeScope DetatchFromDisposeScope MoveToOtherDisposeScope MoveToOuterDisposeScope " +
            "WrappedTensorDisposeScope",
        ["reads a file: TensorSavingTests, HostileFileTests"] = "load",
    };

    [Fact]
    public void EveryOperationIsACase()
    {
        HashSet<string> excused =
            [.. Exceptions.Values.SelectMany(names => names.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        string[] operations = [.. Operations().Distinct().Order(StringComparer.Ordinal)];
        HashSet<string> called = [.. Calls().Matches(Cases()).Select(m => m.Groups[1].Value)];
        string[] missing = [.. operations.Where(name => !called.Contains(name) && !excused.Contains(name))];
        Assert.True(missing.Length == 0,
            $"{missing.Length} operations are in no case of OpCases: {string.Join(" ", missing)}");
        string[] idle = [.. excused.Where(name => called.Contains(name) || !operations.Contains(name))];
        Assert.True(idle.Length == 0, "these need no exception: " + string.Join(" ", idle));
    }

    /// <summary>Public methods that make tensors out of tensors; in-place forms compute what their plain forms
    /// do.</summary>
    private static IEnumerable<string> Operations() =>
        from type in (Type[])[typeof(torch), typeof(torch.Tensor), typeof(torch.nn.functional), typeof(torch.linalg),
            typeof(torch.special)]
        from method in type.GetMethods(
            BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && MakesTensors(method.ReturnType)
        && (!method.Name.EndsWith('_') || type.GetMember(method.Name[..^1]).Length == 0)
        select method.Name;

    private static bool MakesTensors(Type type) =>
        type == typeof(torch.Tensor) || type == typeof(torch.Tensor[])
        || (type.IsGenericType && type.GetGenericArguments().Any(MakesTensors));

    private static string Cases([CallerFilePath] string here = "") =>
        string.Concat(Directory.EnumerateFiles(Path.GetDirectoryName(here)!, "OpCases*.cs").Select(File.ReadAllText));

    [GeneratedRegex(@"@?\b(\w+)\s*(?:<[^>()]*>)?\(")]
    private static partial Regex Calls();
}

using System.Reflection;
using System.Text.RegularExpressions;
using ResearchKit.Losses;
using ResearchKit.Losses.Contract;
using ResearchKit.Testing;
using ResearchKit.Tests.Architecture;

namespace ResearchKit.Tests.Losses;

/// <summary>What every loss must have, as a list of what a type lacks.</summary>
internal static class LossConventions
{
    private static readonly Assembly Library = typeof(PreferenceLoss).Assembly;
    private static readonly Assembly Tests = typeof(LossConventions).Assembly;

    /// <param name="loss">The type of the loss.</param>
    /// <param name="method">Its entry in the catalogue.</param>
    public static IEnumerable<string> Broken(Type loss, MethodAttribute? method) =>
        Shape(loss).Concat(Source(method)).Concat(Parameters(loss)).Concat(Evidence(loss));

    // An immutable sealed record: settings are compared, copied by `with` and shared between threads.
    private static IEnumerable<string> Shape(Type loss)
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        if (!loss.IsSealed) yield return "it is not sealed: wrap instead of overriding";
        if (loss.GetMethod("<Clone>$") is null) yield return "it is no record";
        foreach (var field in loss.GetFields(all | BindingFlags.DeclaredOnly).Where(f => !f.IsInitOnly))
            if (!IsInitOnly(loss, field)) yield return $"{field.Name} can change";
        if (loss.Assembly == Library)
        {
            if (loss.Namespace != "ResearchKit.Losses") yield return "it is not in ResearchKit.Losses";
            if (!loss.Name.EndsWith("Loss", StringComparison.Ordinal) && loss != typeof(WeightedSum))
                yield return "its name does not end in Loss";
            if (!File.Exists(Path.Combine(SourceFolder.Of("src/ResearchKit/Losses"), loss.Name + ".cs")))
                yield return $"there is no file Losses/{loss.Name}.cs";
        }
    }

    private static bool IsInitOnly(Type loss, FieldInfo field) =>
        field.Name.StartsWith('<') && loss.GetProperty(field.Name[1..field.Name.IndexOf('>')]) is { } property
        && (property.SetMethod is not { } set
            || set.ReturnParameter.GetRequiredCustomModifiers().Any(m => m.Name == "IsExternalInit"));

    private static IEnumerable<string> Source(MethodAttribute? method)
    {
        if (method is null)
        {
            yield return "it has no [Method], so no catalogue finds it";
            yield break;
        }
        if (method.Paper.Length == 0) yield return "it names no paper";
        if (method.Equation.Length == 0) yield return "it gives no equation";
        if (method.Where.Length == 0) yield return "it does not say where in the paper";
        if (!Regex.IsMatch(method.Name, "^[a-z0-9]+(-[a-z0-9]+)*$"))
            yield return $"'{method.Name}' is no name: lower-case letters and digits, joined by hyphens";
        if (method.ArXiv is { Length: > 0 } id && !Regex.IsMatch(id, @"^\d{4}\.\d{4,5}$"))
            yield return $"'{id}' is no arXiv number";
    }

    private static IEnumerable<string> Parameters(Type loss)
    {
        foreach (var parameter in HyperParameter.Of(loss).Where(p => p.Type == typeof(double) || p.Type == typeof(int)))
        {
            if (parameter.Symbol is null || parameter.Range is not { } range)
                yield return $"{parameter.Name} has no [HyperParameter(symbol, range)]";
            else if (parameter.HasDefault && !range.Contains(Convert.ToDouble(parameter.Default)))
                yield return $"the default of {parameter.Name} lies outside {range}";
        }
    }

    private static IEnumerable<string> Evidence(Type loss)
    {
        var contract = typeof(PreferenceLossContract<>).MakeGenericType(loss);
        if (!Tests.GetTypes().Any(t => t is { IsSealed: true, IsPublic: true } && t.BaseType == contract))
            yield return $"no test class derives from PreferenceLossContract<{loss.Name}>";
        // Combinators compute nothing of their own that PyTorch could have computed.
        if (loss.Assembly == Library && loss != typeof(WeightedSum) && loss != typeof(RenamedViewsLoss)
            && !GoldenCase.In(Tests).Any(c => c.Loss.GetType() == loss))
            yield return "it has no golden values from Losses/Golden/losses.py";
    }
}

using System.Security.Cryptography;
using System.Text;
using ResearchKit.Losses.Contract;
using TorchSharp;

namespace ResearchKit.Experiments.Explorations;

/// <summary>
/// Which code a result was made by: SHA-256 over the module identifiers of the engine, the library and the experiments.
/// The compiler derives such an identifier from the code, so equal code has equal identifiers, and a cached result of
/// other code is never taken for one of this.
/// </summary>
public static class CodeVersion
{
    /// <summary>The version of the code that runs now, 64 lower-case hexadecimal digits.</summary>
    public static string Current { get; } = Of(typeof(torch), typeof(PreferenceLoss), typeof(CodeVersion));

    private static string Of(params Type[] types)
    {
        var modules = types.Select(t => $"{t.Assembly.GetName().Name} {t.Module.ModuleVersionId}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', modules))));
    }
}

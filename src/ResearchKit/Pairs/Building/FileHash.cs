using System.Security.Cryptography;

namespace ResearchKit.Pairs.Building;

/// <summary>SHA-256 of files, in small hexadecimal digits.</summary>
internal static class FileHash
{
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

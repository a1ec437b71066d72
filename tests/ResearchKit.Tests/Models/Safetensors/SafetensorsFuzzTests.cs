using System.Numerics;
using System.Text;
using System.Text.Json;
using ResearchKit.Models.Safetensors;

namespace ResearchKit.Tests.Models.Safetensors;

/// <summary>
/// Mutated files: the reader accepts exactly those that a second, plain statement of the format's rules accepts, and
/// what it allocates is in proportion to the file.
/// </summary>
public sealed class SafetensorsFuzzTests
{
    private const int Mutations = 100_000;
    private const long BytesPerMutation = 64 * 1024;

    /// <summary>What headers are made of; damage by whole words reaches further than damage by bytes.</summary>
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "\"", "-1", "0", "4", "1.0", "1e3", "9223372036854775807", "18446744073709551615",
        "null", "true",
        "\"F32\"", "\"U8\"", "\"BF16\"", "\"dtype\":", "\"shape\":", "\"data_offsets\":", "\"__metadata__\":{},",
        "\\u0000", "[[[[[[[[", " ", "\u00ff",
    ];

    [Fact]
    public void AMutatedFileIsReadIfAndOnlyIfItKeepsTheRules()
    {
        byte[][] seeds =
        [
            File.ReadAllBytes(SafetensorsFileTests.Sample()),
            FileOf("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[2,""" +
                """2],"data_offsets":[4,8]}}""", 8),
            FileOf("""{"__metadata__":{"format":"pt"},"a":{"dtype":"BF16","shape":[],"data_offsets":[0,2]}}   """, 2),
        ];
        var random = new Random(17);
        int accepted = 0;
        long worst = 0;
        for (int i = 0; i < Mutations; i++)
        {
            // The small files more often: there, damage hits more of the rules.
            byte[] bytes = Mutate(seeds[Math.Min(i % 8, 2)], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool read = Reads(bytes);
            worst = Math.Max(worst, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(read == KeepsTheRules(bytes),
                $"mutation {i}, {(read ? "read" : "rejected")}: {Encoding.Latin1.GetString(bytes)}");
            if (read) accepted++;
        }
        Assert.InRange(accepted, Mutations / 1000, Mutations / 2); // both verdicts are put to the test
        Assert.InRange(worst, 0, BytesPerMutation);
    }

    [Fact]
    public void AMutatedFileOnDiskIsAnErrorOrReadWhole()
    {
        byte[] seed = File.ReadAllBytes(SafetensorsFileTests.Sample());
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var random = new Random(3);
        try
        {
            for (int i = 0; i < 300; i++)
            {
                File.WriteAllBytes(path, Mutate(seed, random));
                try
                {
                    using SafetensorsFile file = SafetensorsFile.Open(path);
                    foreach (string name in file.Entries.Keys.Where(n => n != "unsigned")) file.Read(name).Dispose();
                }
                catch (SafetensorsException)
                {
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Reads(byte[] bytes)
    {
        try
        {
            int length = SafetensorsHeader.JsonBytes(bytes.AsSpan(0, Math.Min(bytes.Length, 8)), bytes.Length);
            SafetensorsHeader.Parse(bytes.AsSpan(8, length), bytes.Length - 8 - length);
            return true;
        }
        catch (SafetensorsException)
        {
            return false;
        }
    }

    /// <summary>The rules of the format, written for being read, on another JSON parser and unbounded
    /// integers.</summary>
    private static bool KeepsTheRules(byte[] bytes)
    {
        if (bytes.Length < 8) return false;
        BigInteger length = new(bytes.AsSpan(0, 8), isUnsigned: true);
        if (length > 100_000_000 || length > bytes.Length - 8 || length == 0 || bytes[8] != '{') return false;
        BigInteger data = bytes.Length - 8 - length;
        try
        {
            using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, (int)length));
            JsonProperty[] all = [.. header.RootElement.EnumerateObject()];
            if (!AreDistinct(all)) return false;
            var ranges = new List<(BigInteger Begin, BigInteger End)>();
            foreach (JsonProperty property in all)
            {
                JsonProperty[] keys = [.. property.Value.EnumerateObject()];
                if (!AreDistinct(keys)) return false;
                if (property.Name == "__metadata__")
                {
                    if (!keys.All(k => k.Value.ValueKind == JsonValueKind.String && k.Value.GetString() is not null))
                        return false;
                    continue;
                }
                if (!keys.Select(k => k.Name).Order().SequenceEqual(["data_offsets", "dtype", "shape"])) return false;
                BigInteger[] shape = Numbers(property.Value.GetProperty("shape")),
                    offsets = Numbers(property.Value.GetProperty("data_offsets"));
                int element = property.Value.GetProperty("dtype").GetString() switch
                {
                    "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" => 1,
                    "I16" or "U16" or "F16" or "BF16" => 2,
                    "I32" or "U32" or "F32" => 4,
                    "I64" or "U64" or "F64" => 8,
                    _ => throw new FormatException(),
                };
                BigInteger size =
                    shape.Aggregate(
                        new BigInteger(element), (product, n) => product * n <= long.MaxValue ? product * n
                            : throw new FormatException());
                if (shape.Length > 64 || offsets.Length != 2 || offsets[1] - offsets[0] != size) return false;
                ranges.Add((offsets[0], offsets[1]));
            }
            BigInteger at = 0;
            foreach ((BigInteger begin, BigInteger end) in ranges.Order())
            {
                if (begin != at) return false;
                at = end;
            }
            return at == data;
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool AreDistinct(JsonProperty[] properties) =>
        properties.Select(p => p.Name).Distinct().Count() == properties.Length;

    private static BigInteger[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray()
            .Select(n => n.ValueKind == JsonValueKind.Number && n.TryGetInt64(out long value) && value >= 0 ? value
                : throw new FormatException())];

    private static byte[] Mutate(byte[] file, Random random)
    {
        var bytes = new List<byte>(file);
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count), count = Math.Min(random.Next(1, 13), bytes.Count - at);
            switch (random.Next(9))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = (byte)('0' + random.Next(10)); break;
                case 3: bytes.RemoveRange(at, count); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, count)); break;
                case 5: bytes[random.Next(Math.Min(8, bytes.Count))] = (byte)random.Next(256); break;
                case 6 when random.Next(3) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
                default:
                    byte[] word = Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]);
                    if (random.Next(2) == 0) bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
                    bytes.InsertRange(at, word);
                    break;
            }
        }
        // Mostly the length is made right again, so that the damage reaches the JSON.
        int data = file.Length - 8 - BitConverter.ToInt32(file);
        if (bytes.Count >= 8 + data && random.Next(4) != 0)
        {
            byte[] length = BitConverter.GetBytes((long)(bytes.Count - 8 - data));
            for (int i = 0; i < 8; i++) bytes[i] = length[i];
        }
        return [.. bytes];
    }

    private static byte[] FileOf(string json, int data)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[data]];
    }
}

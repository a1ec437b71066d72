namespace ManagedTorch.Tests.NN;

/// <summary>Damages a file as transport, disks and attackers do.</summary>
internal static class Mutation
{
    /// <summary>Values at which lengths overflow, end or turn negative.</summary>
    private static readonly byte[] Edges = [0, 1, 0x7f, 0x80, 0xff];

    /// <summary>A copy with one to four changes: bits flipped, bytes set, cut out, doubled, or the end cut
    /// off.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        var bytes = new List<byte>(file);
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            // Half of the changes hit the first bytes, where the lengths are.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 16) : bytes.Count);
            int count = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes[at] = Edges[random.Next(Edges.Length)]; break;
                case 3: bytes.RemoveRange(at, count); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, count)); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }
        return [.. bytes];
    }
}

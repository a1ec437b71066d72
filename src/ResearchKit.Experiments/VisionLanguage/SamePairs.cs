namespace ResearchKit.Experiments.VisionLanguage;

/// <summary>Pairs with one kind of rejected image are the same as others if every pair is, in the same order.</summary>
internal sealed class SamePairs : IEqualityComparer<(ScenePair[] Pairs, string Images)>
{
    public bool Equals((ScenePair[] Pairs, string Images) x, (ScenePair[] Pairs, string Images) y) =>
        x.Images == y.Images && x.Pairs.AsSpan().SequenceEqual(y.Pairs);

    public int GetHashCode((ScenePair[] Pairs, string Images) data) =>
        HashCode.Combine(data.Images, data.Pairs.Length, data.Pairs.FirstOrDefault());
}

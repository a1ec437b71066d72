namespace ResearchKit.Experiments.Pairs;

/// <summary>How far apart two responses are, in words.</summary>
public static class WordDistance
{
    /// <summary>Number of words between spaces.</summary>
    public static int Length(string text) => Words(text).Length;

    /// <summary>The least number of words to insert, delete or exchange to get from one text to the other
    /// (Levenshtein).</summary>
    public static int Edits(string from, string to) => EditDistance.Of<string>(Words(from), Words(to));

    /// <summary>What stands in one text where the other has something else, between what both begin and end with:
    /// <c>large → small</c>.</summary>
    public static string Changes(string from, string to)
    {
        string[] a = Words(from), b = Words(to);
        var same = a.Zip(b).TakeWhile(w => w.First == w.Second).Count();
        var most = Math.Min(a.Length, b.Length) - same;
        var end = a.Reverse().Zip(b.Reverse()).Take(most).TakeWhile(w => w.First == w.Second).Count();
        return $"{string.Join(' ', a[same..^end])} → {string.Join(' ', b[same..^end])}";
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

namespace ResearchKit.Datasets.Coco;

/// <summary>File names of images, as annotation files and data sets write them: with any folders before, either
/// slash.</summary>
internal static class ImageName
{
    /// <summary>The part after the last slash.</summary>
    public static string Bare(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Forward slashes alone, without empty parts and those that are dots.</summary>
    public static string Normal(string path) => string.Join('/', Parts(path));

    /// <summary>The parts of a path, outermost folder first.</summary>
    public static string[] Parts(string path) => [.. path.Split('/', '\\').Where(p => p is not ("" or "."))];

    /// <summary>Whether two paths are the same but for their slashes.</summary>
    public static bool AreSame(string a, string b) => Normal(a) == Normal(b);

    /// <summary>Whether one path is the end of the other.</summary>
    public static bool EndAlike(string a, string b)
    {
        string[] x = Parts(a), y = Parts(b);
        var shared = Math.Min(x.Length, y.Length);
        return shared > 0 && x.AsSpan()[^shared..].SequenceEqual(y.AsSpan()[^shared..]);
    }
}

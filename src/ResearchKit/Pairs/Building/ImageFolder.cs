using ResearchKit.Datasets.Coco;
using ResearchKit.Imaging;

namespace ResearchKit.Pairs.Building;

/// <summary>An image of a folder.</summary>
/// <param name="Path">Its path inside the folder, with forward slashes.</param>
/// <param name="Pixels">The image as it is shown.</param>
/// <param name="Turn">How it was turned to be shown.</param>
public sealed record FolderImage(string Path, RgbImage Pixels, Turn Turn);

/// <summary>
/// Finds the images that rows name. Data sets put their own folders before the names, users keep images in one: a name
/// is looked for with all its folders, then with fewer of them from the left, and by its bare name if no other folder
/// has one of that name.
/// </summary>
internal sealed class ImageFolder
{
    private readonly string _root;
    // the longest name that was found as a file by its end alone
    private readonly Dictionary<string, string> _shortened = [];

    private readonly HashSet<string> _ambiguous = [];
    private readonly Lazy<ILookup<string, string>> _inFolders; // paths of the files in folders below, by bare name

    /// <param name="path">The folder.</param>
    public ImageFolder(string path)
    {
        _inFolders = new(Index);
        _root = System.IO.Path.GetFullPath(path).TrimEnd(System.IO.Path.DirectorySeparatorChar) +
            System.IO.Path.DirectorySeparatorChar;
    }

    /// <summary>Notes that a row names an image; names of two images must not be found as one file.</summary>
    public void Note(string name)
    {
        if (Find(name) is not { } path || ImageName.AreSame(path, name)) return;
        if (!_shortened.TryGetValue(path, out var other)) _shortened[path] = name;
        else if (!ImageName.EndAlike(name, other)) _ambiguous.Add(path);
        else if (ImageName.Parts(name).Length > ImageName.Parts(other).Length) _shortened[path] = name;
    }

    /// <summary>Whether rows name several images that all would be this file.</summary>
    public bool IsAmbiguous(string name, string path) => _ambiguous.Contains(path) && !ImageName.AreSame(path, name);

    /// <summary>The path of an image inside the folder, with forward slashes; null if there is none.</summary>
    /// <param name="name">As a row names it.</param>
    public string? Find(string name)
    {
        if (name.Contains('\0')) return null;
        if (Inside(name) is { } exact) return exact;
        var parts = ImageName.Parts(name);
        for (var k = 0; k < parts.Length - 1; k++)
            if (Inside(string.Join('/', parts[k..])) is { } found) return found;
        // A bare name is told from namesakes in other folders, or not taken.
        if (parts is not [.., var bare]) return null;
        var namesakes = _inFolders.Value[bare].ToArray();
        if (parts.Length > 1) return namesakes.Length == 0 ? Inside(bare) : null;
        return namesakes is [var only] ? only : null;
    }

    /// <summary>The file of a path inside the folder.</summary>
    public string At(string path) => System.IO.Path.Combine(_root, path);

    private string? Inside(string name)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(_root, name));
        return name.Length > 0 && path.StartsWith(_root, StringComparison.Ordinal) && File.Exists(path)
            ? path[_root.Length..].Replace(System.IO.Path.DirectorySeparatorChar, '/')
            : null;
    }

    private ILookup<string, string> Index()
    {
        var options =
            new EnumerationOptions
            {
                RecurseSubdirectories = true, IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.ReparsePoint
            };
        return Directory.EnumerateFiles(_root, "*", options)
            .Select(f => f[_root.Length..].Replace(System.IO.Path.DirectorySeparatorChar, '/'))
            .Where(f => f.Contains('/')).ToLookup(ImageName.Bare, StringComparer.Ordinal);
    }
}

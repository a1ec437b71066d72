using System.Collections.Immutable;

namespace ResearchKit.Imaging;

/// <summary>The decoders that stand behind our own in this process, asked in the order of registration.</summary>
public static class ImageDecoders
{
    private static ImmutableArray<IImageDecoder> _registered = [];

    /// <summary>Every format that can be read, as messages name them.</summary>
    public static IEnumerable<string> Formats => ["PNG", "JPEG", .. _registered.SelectMany(d => d.Formats)];

    /// <summary>Adds a decoder for the rest of the process; one of the same type is added once.</summary>
    public static void Register(IImageDecoder decoder) =>
        ImmutableInterlocked.Update(
            ref _registered, all => all.Any(d => d.GetType() == decoder.GetType()) ? all : all.Add(decoder));

    /// <summary>The first decoder that accepts a file; null if none does.</summary>
    internal static IImageDecoder? For(ReadOnlySpan<byte> file)
    {
        foreach (var decoder in _registered)
            if (decoder.Accepts(file)) return decoder;
        return null;
    }
}

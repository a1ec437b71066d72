namespace ResearchKit.Figures;

/// <summary>
/// A named result of a notebook (a figure, a table, a claims ledger) that becomes files: the headless run writes
/// them under <c>artifacts/</c> and compares their SHA-256 with the manifest.
/// </summary>
public interface IArtifact
{
    /// <summary>File stem, unique within its notebook: lower-case letters, digits and hyphens.</summary>
    string Name { get; }

    /// <summary>The files of this result. The same result and provenance give the same bytes, always.</summary>
    IEnumerable<ArtifactFile> Files(Provenance provenance);
}

/// <summary>One file of an <see cref="IArtifact"/>.</summary>
/// <param name="Extension">What follows the artifact's name, with its dot: <c>.svg</c>, <c>.json</c>,
/// <c>.csv</c>.</param>
/// <param name="Text">The content, with LF line ends; written as UTF-8 without a byte-order mark.</param>
public sealed record ArtifactFile(string Extension, string Text);

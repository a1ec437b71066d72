namespace ResearchKit.Experiments.Pairs.Vision;

/// <summary>Which expert kept the pixel stages from removing what the oracle would remove.</summary>
public enum DisagreementCause
{
    /// <summary>None: they agree.</summary>
    None,

    /// <summary>The tagger named none of the oracle's favorites.</summary>
    NotTagged,

    /// <summary>It named one, but the detector found none of them, or the segmenter no pixel.</summary>
    NotFound,

    /// <summary>The choice fell on a tag that the oracle would remove, but the mask lies on something else.</summary>
    WrongObject,

    /// <summary>One was a candidate, and the scorer preferred another.</summary>
    NotPreferred,
}

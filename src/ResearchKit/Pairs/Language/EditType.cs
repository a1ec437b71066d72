namespace ResearchKit.Pairs.Language;

/// <summary>What a hard negative gets wrong: the error types of VaPR (arXiv 2510.01700).</summary>
public enum EditType
{
    /// <summary>A red ball becomes a blue one.</summary>
    Color,
    /// <summary>Two cups become three.</summary>
    Count,
    /// <summary>A small house becomes a large one.</summary>
    Size,
    /// <summary>What is left of a tree comes to its right.</summary>
    Relation,
    /// <summary>A category that is not in the image takes the place of one that is.</summary>
    Existence,
    /// <summary>A state or a pattern is exchanged: a sleeping cat is awake, stripes become dots.</summary>
    Attribute,
    /// <summary>What is larger is called smaller, and what there is more of, fewer.</summary>
    Comparison,
    /// <summary>A conclusion that does not follow; its premises stay as they are.</summary>
    Reasoning,
}

namespace ResearchKit.Pairs.Language;

/// <summary>What kind of hallucination is written into a response: the three of POVID (Zhou et al. 2024, arXiv
/// 2402.11411).</summary>
public enum InjectionKind
{
    /// <summary>An object that usually comes with one in the image, and is not in this one.</summary>
    CoOccurrence,
    /// <summary>A relation between two objects that does not hold.</summary>
    Relation,
    /// <summary>An attribute that an object does not have.</summary>
    Attribute,
}

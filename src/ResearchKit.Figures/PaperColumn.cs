namespace ResearchKit.Figures;

/// <summary>The width of a figure in print.</summary>
public enum PaperColumn
{
    /// <summary>3.25 inches: one of two columns (ACL, CVPR, ICML).</summary>
    Single,

    /// <summary>5.5 inches: the text block of a page (ICLR, NeurIPS).</summary>
    Full,
}

namespace ResearchKit.Notebooks.Documents;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>Source to be executed, with its outputs.</summary>
    Code,

    /// <summary>Narrative in Markdown.</summary>
    Markdown,

    /// <summary>Text that neither runs nor renders.</summary>
    Raw,
}

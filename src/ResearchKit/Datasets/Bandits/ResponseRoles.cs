namespace ResearchKit.Datasets.Bandits;

/// <summary>What the preference data says of a response to a prompt.</summary>
[Flags]
public enum ResponseRoles
{
    /// <summary>The data never shows it.</summary>
    Unseen = 0,

    /// <summary>It was preferred in at least one comparison.</summary>
    Chosen = 1,

    /// <summary>It lost at least one comparison.</summary>
    Rejected = 2,
}

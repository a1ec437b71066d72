namespace ResearchKit.Kernel.Wire;

/// <summary>The sockets that carry messages; the heartbeat carries none.</summary>
internal enum Channel
{
    /// <summary>Requests, answered one after the other.</summary>
    Shell,

    /// <summary>Requests that must not wait behind a cell.</summary>
    Control,

    /// <summary>The kernel's questions to the user.</summary>
    Stdin,

    /// <summary>Outputs and states, for all clients.</summary>
    Iopub,
}

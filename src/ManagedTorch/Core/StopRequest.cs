namespace ManagedTorch.Core;

/// <summary>
/// How a host stops a long computation: what stands here is called before memory for a tensor is taken, on the
/// thread that computes, and may throw. A notebook kernel sets it, by reflection, while a cell is interrupted.
/// </summary>
internal static class StopRequest
{
    /// <summary>Null as long as nothing is to stop.</summary>
    internal static volatile Action? Check;
}

namespace TorchSharp;

public static partial class torch
{
    /// <summary>GPUs of NVIDIA: this engine sees none.</summary>
    public static class cuda
    {
        /// <inheritdoc cref="cuda_is_available()"/>
        public static bool is_available() => false;

        /// <summary>Always 0: the engine computes on the processor.</summary>
        public static int device_count() => 0;
    }
}

namespace TorchSharp;

/// <summary>Kinds of device, with libtorch's numbers. This engine has the processor only.</summary>
public enum DeviceType : int
{
    /// <summary>The processor: the one device that holds tensors here.</summary>
    CPU = 0,
    /// <summary>GPUs of NVIDIA; a name only.</summary>
    CUDA = 1,
    /// <summary>MKL-DNN of Intel; a name only.</summary>
    MKLDNN = 2,
    /// <summary>OpenGL; a name only.</summary>
    OPENGL = 3,
    /// <summary>OpenCL; a name only.</summary>
    OPENCL = 4,
    /// <summary>IDEEP of Intel; a name only.</summary>
    IDEEP = 5,
    /// <summary>GPUs of AMD; a name only.</summary>
    HIP = 6,
    /// <summary>FPGAs; a name only.</summary>
    FPGA = 7,
    /// <summary>Processors of MSN; a name only.</summary>
    MSNPU = 8,
    /// <summary>XLA; a name only.</summary>
    XLA = 9,
    /// <summary>GPUs of Apple (Metal); a name only.</summary>
    MPS = 13,
    /// <summary>Tensors without memory; a name only.</summary>
    META = 14,
}

public static partial class torch
{
    /// <summary>A device by kind and index. Only <c>cpu</c> can hold tensors of this engine.</summary>
    public class Device
    {
        /// <summary>The kind of device.</summary>
        public DeviceType type { get; }
        /// <summary>Which device of its kind; -1 for the current one.</summary>
        public int index { get; }

        /// <summary>A device from text such as <c>cpu</c> or <c>cuda:1</c>.</summary>
        /// <exception cref="ArgumentException">The text names no device.</exception>
        public Device(string description)
        {
            var colon = description.IndexOf(':');
            var kind = colon < 0 ? description : description[..colon];
            if (!Enum.TryParse<DeviceType>(kind, ignoreCase: true, out var parsed))
                throw new ArgumentException($"device: '{description}' is not a device; this engine knows 'cpu'.",
                    nameof(description));
            type = parsed;
            index = colon < 0 ? -1
                : int.Parse(description.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture);
        }

        /// <summary>A device from the name of its kind and its index.</summary>
        public Device(string deviceType, int index = -1) : this(deviceType) => this.index = index;

        /// <summary>A device from its kind and its index.</summary>
        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        /// <summary>The GPU of this index, as in PyTorch; no tensor can be made there.</summary>
        public Device(int index) : this(DeviceType.CUDA, index) { }

        /// <summary>The kind in lower case, with <c>:index</c> if there is one.</summary>
        public override string ToString()
        {
            var kind = type.ToString().ToLowerInvariant();
            return index < 0 ? kind : $"{kind}:{index}";
        }

        /// <inheritdoc cref="Device(string)"/>
        public static implicit operator Device(string description) => new(description);
    }

    /// <summary>The processor.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <inheritdoc cref="Device.Device(string)"/>
    public static Device device(string description) => new(description);
    /// <inheritdoc cref="Device.Device(string, int)"/>
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    /// <inheritdoc cref="Device.Device(DeviceType, int)"/>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>Where tensors are made: always the processor.</summary>
    public static Device get_default_device() => CPU;

    /// <summary>Always false: the engine computes on the processor.</summary>
    public static bool cuda_is_available() => false;

    /// <inheritdoc cref="cuda_is_available()"/>
    public static bool mps_is_available() => false;

    /// <summary>Rejects every device but the processor, so that a program meant for a GPU fails at its first
    /// tensor.</summary>
    internal static void RequireCpu(Device? device)
    {
        if (device is not null && device.type != DeviceType.CPU)
            throw new NotSupportedException(
                $"device '{device}': the managed engine has only 'cpu'; the engine libtorch has others.");
    }
}

namespace TorchSharp;

/// <summary>Kinds of device, with libtorch's numbers. This engine has the processor only.</summary>
public enum DeviceType : int
{
    CPU = 0,
    CUDA = 1,
    MKLDNN = 2,
    OPENGL = 3,
    OPENCL = 4,
    IDEEP = 5,
    HIP = 6,
    FPGA = 7,
    MSNPU = 8,
    XLA = 9,
    MPS = 13,
    META = 14,
}

public static partial class torch
{
    /// <summary>A device by kind and index. Only <c>cpu</c> can hold tensors of this engine.</summary>
    public class Device
    {
        public DeviceType type { get; }
        public int index { get; }

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

        public Device(string deviceType, int index = -1) : this(deviceType) => this.index = index;

        public Device(DeviceType deviceType, int index = -1) => (type, this.index) = (deviceType, index);

        public Device(int index) : this(DeviceType.CUDA, index) { }

        public override string ToString()
        {
            var kind = type.ToString().ToLowerInvariant();
            return index < 0 ? kind : $"{kind}:{index}";
        }

        public static implicit operator Device(string description) => new(description);
    }

    public static readonly Device CPU = new(DeviceType.CPU);

    public static Device device(string description) => new(description);
    public static Device device(string deviceType, int index = -1) => new(deviceType, index);
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device get_default_device() => CPU;

    public static bool cuda_is_available() => false;

    public static bool mps_is_available() => false;

    /// <summary>Rejects every device but the processor, so that a program meant for a GPU fails at its first
    /// tensor.</summary>
    internal static void RequireCpu(Device? device)
    {
        if (device is not null && device.type != DeviceType.CPU)
            throw new NotSupportedException(
                $"device '{device}': the managed engine has only 'cpu'; build with -p:TorchEngine=<TorchSharp " +
                $"package> to use another device.");
    }
}

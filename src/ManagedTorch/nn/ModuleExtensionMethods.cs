using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions of modules, which give back the module's own type.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Converts floating-point parameters and buffers in place.</summary>
    public static T to<T>(this T module, ScalarType type, bool non_blocking = false) where T : nn.Module
    {
        module.Convert(type);
        return module;
    }

    /// <summary>Gives the module back: the CPU is the only device.</summary>
    /// <exception cref="NotSupportedException">The device is not the CPU.</exception>
    public static T to<T>(this T module, Device device, bool non_blocking = false) where T : nn.Module
    {
        RequireCpu(device);
        return module;
    }

    /// <summary>Converts floating-point parameters and buffers in place; the CPU is the only device.</summary>
    /// <exception cref="NotSupportedException">The device is not the CPU.</exception>
    public static T to<T>(this T module, Device device, ScalarType type, bool non_blocking = false)
        where T : nn.Module =>
        module.to(device).to(type);

    /// <summary>Gives the module back: the CPU is the only device.</summary>
    /// <exception cref="NotSupportedException">The device is not the CPU.</exception>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : nn.Module =>
        module.to(new Device(deviceType, deviceIndex));

    /// <summary>Gives the module back: the CPU is the only device.</summary>
    /// <exception cref="NotSupportedException">The device is not the CPU.</exception>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : nn.Module =>
        module.to(new Device(device));

    /// <summary>To the device and dtype of a tensor.</summary>
    public static T to<T>(this T module, Tensor other, bool non_blocking = false) where T : nn.Module =>
        module.to(other.dtype);

    /// <summary>Gives the module back, which is on the CPU already.</summary>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : nn.Module => module;

    /// <summary>Converts floating-point parameters and buffers to float32 in place.</summary>
    public static T @float<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(ScalarType.Float32);

    /// <summary>Converts floating-point parameters and buffers to float64 in place.</summary>
    public static T @double<T>(this T module, bool non_blocking = false) where T : nn.Module =>
        module.to(ScalarType.Float64);
}

using System.Runtime.InteropServices;
using ResearchKit.Engines;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Models;

/// <summary>
/// A device other than the CPU that every machine has: libtorch's <c>lazy</c> records operations and computes them when
/// numbers are asked for. It takes no part in what is done on the CPU: an operation on tensors of both throws, or ends
/// the process where TorchSharp does not look (a matrix product).
/// </summary>
internal static class LazyDevice
{
    private static readonly Lock Gate = new();
    private static Device? _device;
    private static Action? _sync;

    private delegate nint Getter();

    private delegate void SyncLiveTensors(nint executor, nint device, nint names, nint count, byte wait);

    /// <summary>The device; the test is skipped where there is none.</summary>
    public static Device OrSkip()
    {
        Assert.SkipUnless(EngineChoice.Current == TensorEngine.Libtorch,
            "the managed engine has no device but the CPU");
        Assert.SkipUnless(LibtorchFolder.Platform == "linux-x64",
            "its functions have other names in the library of this system");
        lock (Gate)
        {
            if (_device is not null) return _device;
            var library = NativeLibrary.Load(Path.Combine(LibtorchFolder.Current, "libtorch_cpu.so"));
            // Nothing is computed often enough here to be worth a compilation.
            Marshal.WriteByte(Of<Getter>("3jit15getExecutorModeEv")(), 0);
            Of<Action>("4lazy22InitTorchScriptBackendEv")();
            var executor = Of<Getter>("4lazy17LazyGraphExecutor3GetEv")();
            var sync = Of<SyncLiveTensors>("4lazy17LazyGraphExecutor20SyncLiveTensorsGraphEPKNS0_13BackendDeviceEN3c10"
                + "8ArrayRefINSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEEEEb");
            _sync = () => sync(executor, 0, 0, 0, wait: 1);
            return _device = new((DeviceType)17, 0);

            T Of<T>(string name) where T : Delegate =>
                Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, "_ZN5torch" + name));
        }
    }

    /// <summary>Computes what was recorded until now. Without it the record grows from step to step.</summary>
    public static void Sync() => _sync!();
}

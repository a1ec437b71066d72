using ManagedTorch.Core;

namespace TorchSharp;

// Switching the recording of operations off and on; each call lasts until its result is disposed.
public static partial class torch
{
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static IDisposable inference_mode(bool mode = true) => new GradMode(!mode, mode);

    public static bool is_grad_enabled() => TorchThread.Current.GradEnabled;

    public static bool is_inference_mode_enabled() => TorchThread.Current.InferenceMode;

    private sealed class GradMode : IDisposable
    {
        private readonly TorchThread _state = TorchThread.Current;
        private readonly bool _grad, _inference;

        internal GradMode(bool enabled, bool inference = false)
        {
            (_grad, _inference) = (_state.GradEnabled, _state.InferenceMode);
            _state.GradEnabled = enabled;
            if (inference) _state.InferenceMode = true;
        }

        public void Dispose() => (_state.GradEnabled, _state.InferenceMode) = (_grad, _inference);
    }
}

using ManagedTorch.Core;

namespace TorchSharp;

// Switching the recording of operations off and on; each call lasts until its result is disposed.
public static partial class torch
{
    /// <summary>Operations on this thread are not recorded until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Operations on this thread are recorded, or not, until the result is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    /// <inheritdoc cref="enable_grad(bool)"/>
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    /// <summary>As <see cref="no_grad"/>, and <see cref="is_inference_mode_enabled"/> is true; with
    /// <paramref name="mode"/> false, operations are recorded.</summary>
    public static IDisposable inference_mode(bool mode = true) => new GradMode(!mode, mode);

    /// <summary>Whether operations on this thread are recorded.</summary>
    public static bool is_grad_enabled() => TorchThread.Current.GradEnabled;

    /// <summary>Whether this thread is within <see cref="inference_mode"/>.</summary>
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

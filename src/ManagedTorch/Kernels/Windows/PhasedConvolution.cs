namespace ManagedTorch.Kernels;

/// <summary>
/// Convolutions without columns: for every tap one matrix product of its weights with what it sees, read where it lies
/// in a <see cref="PhaseGrid"/>. Sums run over taps and then channels, or for the weights' gradient over images and
/// then positions. Worth it where there are channels enough for a product.
/// </summary>
internal static unsafe class PhasedConvolution
{
    private const int FewChannels = 8;

    internal static bool Fits(in Convolution.Sizes sizes, int channels) =>
        channels >= FewChannels && !sizes.Window.IsIdentity && sizes.Window.PadW <= sizes.Window.DilationW * (sizes.Window.KernelW - 1)
        && sizes.Window.PadH <= sizes.Window.DilationH * (sizes.Window.KernelH - 1);

    /// <summary>Weights [groups, outputs, inputs, taps] as [groups, taps, outputs, inputs], or [groups, taps, inputs, outputs].</summary>
    private static void ByTaps<T>(in Convolution.Sizes sizes, T* weight, Span<T> result, bool inputsFirst) where T : unmanaged
    {
        var (taps, at) = (sizes.Window.Taps, 0);
        var (rows, columns) = inputsFirst ? (sizes.Inputs, sizes.Outputs) : (sizes.Outputs, sizes.Inputs);
        var (rowStep, columnStep) = inputsFirst ? (taps, sizes.Depth) : (sizes.Depth, taps);
        for (var g = 0; g < sizes.Groups; g++)
            for (var tap = 0; tap < taps; tap++)
                for (var r = 0; r < rows; r++)
                {
                    var from = weight + (long)g * sizes.Weight + tap + r * rowStep;
                    for (var c = 0; c < columns; c++, from += columnStep) result[at++] = *from;
                }
    }

    internal static void Forward<T>(in Convolution.Sizes sizes, T* x, T* weight, T* bias, T* y) where T : unmanaged
    {
        using var byTaps = new Scratch<T>(sizes.Groups * sizes.Weight);
        ByTaps(sizes, weight, byTaps.Values, inputsFirst: false);
        fixed (T* w = byTaps.Values)
        {
            var work = new ForwardWork<T> { Sizes = sizes, Grid = new(sizes.Window), X = x, Weight = w, Bias = bias, Y = y };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    internal static void InputGradient<T>(in Convolution.Sizes sizes, T* grad, T* weight, T* x) where T : unmanaged
    {
        using var byTaps = new Scratch<T>(sizes.Groups * sizes.Weight);
        ByTaps(sizes, weight, byTaps.Values, inputsFirst: true);
        fixed (T* w = byTaps.Values)
        {
            var work = new InputWork<T> { Sizes = sizes, Grid = new(sizes.Window), X = x, Weight = w, Grad = grad };
            var units = sizes.Images * sizes.Groups;
            ThreadPoolWork.For(ref work, units, sizes.Grain(units));
        }
    }

    /// <summary>The gradient of weights of input channels [start, end), counted through one group.</summary>
    internal static void WeightGradient<T>(in Convolution.Sizes sizes, int group, int start, int end, T* grad, T* x, T* weight) where T : unmanaged
    {
        var (grid, window) = (new PhaseGrid(sizes.Window), sizes.Window);
        var (channels, outputs, taps, seen) = (end - start, PhaseGrid.Groups(sizes.Outputs), window.Taps, (window.OutH - 1) * grid.Pitch + window.OutW);
        using var phases = new Scratch<T>(channels * grid.Plane + grid.Slack);
        using var turned = new Scratch<T>(seen * outputs); // what the window never sees between the rows, and outputs that are none, stay 0
        using var sums = new Scratch<T>(taps * channels * outputs);
        turned.Values.Clear();
        fixed (T* p = phases.Values, t = turned.Values, s = sums.Values)
        {
            for (var image = 0; image < sizes.Images; image++)
            {
                grid.Deal(channels, new ReadOnlySpan<T>(x + ((long)(image * sizes.Groups + group) * sizes.Inputs + start) * window.Plane, channels * window.Plane), phases.Values);
                var from = grad + ((long)image * sizes.Groups + group) * sizes.Output;
                for (var i = 0; i < window.OutH; i++)
                    Packing.Transpose(from + i * window.OutW, window.Count, sizes.Outputs, window.OutW, t + (nint)i * grid.Pitch * outputs, outputs);
                for (var tap = 0; tap < taps; tap++)
                {
                    var (phase, row, column) = grid.Of(tap);
                    var c = s + (nint)tap * channels * outputs;
                    Gemm.Direct(new Operands<T>
                    {
                        M = channels, N = outputs, K = seen, C = c, RowC = outputs, From = image > 0 ? c : null, RowFrom = outputs,
                        A = p + phase * grid.Phase + row * grid.Pitch + column, RowA = grid.Plane, StepA = 1, B = t, StepB = outputs, ColB = 1,
                    });
                }
            }
            if (sizes.Images == 0) return;
            var to = weight + (long)group * sizes.Weight + start * taps;
            for (var o = 0; o < sizes.Outputs; o++)
                for (var c = 0; c < channels; c++)
                    for (var tap = 0; tap < taps; tap++) to[o * sizes.Depth + c * taps + tap] = s[(tap * channels + c) * outputs + o];
        }
    }

    private struct ForwardWork<T> : IRangeWork where T : unmanaged
    {
        public Convolution.Sizes Sizes;
        public PhaseGrid Grid;
        public T* X, Weight, Bias, Y;

        public readonly void Run(int start, int end)
        {
            var (window, run, inputs, outputs) = (Sizes.Window, Grid.Run, Sizes.Inputs, Sizes.Outputs);
            using var phases = new Scratch<T>(inputs * Grid.Plane + Grid.Slack);
            using var sums = new Scratch<T>(outputs * run);
            fixed (T* p = phases.Values, s = sums.Values)
                for (var unit = start; unit < end; unit++)
                {
                    var group = unit % Sizes.Groups;
                    Grid.Deal(inputs, new ReadOnlySpan<T>(X + (long)unit * Sizes.Input, Sizes.Input), phases.Values);
                    if (Bias != null)
                        for (var o = 0; o < outputs; o++) sums.Values.Slice(o * run, run).Fill(Bias[group * outputs + o]);
                    for (var tap = 0; tap < window.Taps; tap++)
                    {
                        var (phase, row, column) = Grid.Of(tap);
                        Gemm.Direct(new Operands<T>
                        {
                            M = outputs, N = run, K = inputs, C = s, RowC = run, From = tap > 0 || Bias != null ? s : null, RowFrom = run,
                            A = Weight + ((long)group * window.Taps + tap) * outputs * inputs, RowA = inputs, StepA = 1,
                            B = p + phase * Grid.Phase + row * Grid.Pitch + column, StepB = Grid.Plane, ColB = 1,
                        });
                    }
                    var y = new Span<T>(Y + (long)unit * Sizes.Output, Sizes.Output);
                    for (var o = 0; o < outputs; o++)
                        for (var i = 0; i < window.OutH; i++)
                            sums.Values.Slice(o * run + i * Grid.Pitch, window.OutW).CopyTo(y[(o * window.Count + i * window.OutW)..]);
                }
        }
    }

    /// <summary>
    /// Every phase of dx is the sum over its taps of weight^T with dy, which lies between margins of zeros so that it can
    /// be read from before its first row to behind its last.
    /// </summary>
    private struct InputWork<T> : IRangeWork where T : unmanaged
    {
        public Convolution.Sizes Sizes;
        public PhaseGrid Grid;
        public T* X, Weight, Grad;

        public readonly void Run(int start, int end)
        {
            var (window, inputs, outputs, count) = (Sizes.Window, Sizes.Inputs, Sizes.Outputs, Grid.PhasesH * Grid.PhasesW);
            var (run, plane) = (PhaseGrid.Groups(Grid.Phase), (window.OutH + 2 * Grid.ShiftH) * Grid.Pitch);
            using var margins = new Scratch<T>(outputs * plane + Grid.Slack);
            using var sums = new Scratch<T>(inputs * count * run);
            margins.Values.Clear();
            fixed (T* m = margins.Values, s = sums.Values)
                for (var unit = start; unit < end; unit++)
                {
                    var grad = new ReadOnlySpan<T>(Grad + (long)unit * Sizes.Output, Sizes.Output);
                    for (var o = 0; o < outputs; o++)
                        for (var i = 0; i < window.OutH; i++)
                            grad.Slice(o * window.Count + i * window.OutW, window.OutW).CopyTo(margins.Values[(o * plane + (i + Grid.ShiftH) * Grid.Pitch + Grid.ShiftW)..]);
                    for (var phase = 0; phase < count; phase++)
                    {
                        var begun = false;
                        for (var tap = 0; tap < window.Taps; tap++)
                        {
                            var (where, row, column) = Grid.Of(tap);
                            if (where != phase) continue;
                            var c = s + phase * run;
                            Gemm.Direct(new Operands<T>
                            {
                                M = inputs, N = run, K = outputs, C = c, RowC = count * run, From = begun ? c : null, RowFrom = count * run,
                                A = Weight + ((long)(unit % Sizes.Groups) * window.Taps + tap) * inputs * outputs, RowA = outputs, StepA = 1,
                                B = m + (Grid.ShiftH - row) * Grid.Pitch + Grid.ShiftW - column, StepB = plane, ColB = 1,
                            });
                            begun = true;
                        }
                        if (begun) continue;
                        for (var c = 0; c < inputs; c++) sums.Values.Slice((c * count + phase) * run, run).Clear();
                    }
                    Grid.Collect<T>(inputs, sums.Values, run, new Span<T>(X + (long)unit * Sizes.Input, Sizes.Input));
                }
        }
    }
}

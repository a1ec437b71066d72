using ManagedTorch.Core;
using ManagedTorch.Kernels;

namespace TorchSharp;

// Random numbers from a generator, or from the default one that manual_seed sets.
public static partial class torch
{
    /// <summary>Restarts the default generator: the numbers to come are PyTorch's for the same seed.</summary>
    public static Generator manual_seed(long seed) => Generator.Default.manual_seed(seed);

    /// <summary>The seed of the default generator.</summary>
    public static long initial_seed() => Generator.Default.initial_seed();

    /// <summary>The state of the default generator, to be set again later.</summary>
    public static Tensor get_rng_state() => Generator.Default.get_state();

    /// <summary>Continues the default generator from a state that <see cref="get_rng_state"/> gave.</summary>
    /// <exception cref="ArgumentException">The tensor is no state.</exception>
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>The default generator, under the names of <c>torch.random</c>.</summary>
    public static partial class random
    {
        /// <summary>Seeds the default generator and returns it.</summary>
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        /// <summary>The seed of the default generator.</summary>
        public static long initial_seed() => torch.initial_seed();

        /// <summary>The state of the default generator, to be set again later.</summary>
        public static Tensor get_rng_state() => torch.get_rng_state();

        /// <summary>Continues the default generator from a state.</summary>
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }

    /// <summary>Random integers from low (0 unless given) to high - 1, uniformly; int64 unless told
    /// otherwise.</summary>
    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandInt(0, high, size.Shape, dtype, device, requires_grad, generator);

    /// <summary>Random integers from low (0 unless given) to high - 1, uniformly; int64 unless told
    /// otherwise.</summary>
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandInt(low, high, size.Shape, dtype, device, requires_grad, generator);

    /// <summary>Random integers from low (0 unless given) to high - 1, uniformly; int64 unless told
    /// otherwise.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandInt(0, high, size, dtype, device, requires_grad, generator);

    /// <summary>Random integers from low (0 unless given) to high - 1, uniformly; int64 unless told
    /// otherwise.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandInt(low, high, size, dtype, device, requires_grad, generator);

    /// <summary>Random integers from low (0 unless given) to high - 1, uniformly; int64 unless told
    /// otherwise.</summary>
    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandInt(0, high, Array.ConvertAll(size, i => (long)i), dtype, device, requires_grad, generator);

    /// <summary>Random integers from low (0 unless given) to high - 1, uniformly; int64 unless told
    /// otherwise.</summary>
    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        RandInt(low, high, Array.ConvertAll(size, i => (long)i), dtype, device, requires_grad, generator);

    private static Tensor RandInt(long low, long high, long[] size, ScalarType? dtype, Device? device,
        bool requiresGrad, Generator? generator)
    {
        RequireCpu(device);
        if (low >= high) throw new ArgumentException($"randint: low {low} must be below high {high}.");
        var y = Tensor.New(ScalarType.Int64, (long[])size.Clone());
        Generator.Of(generator).Stream.RandInt(y.Values<long>(), low, high);
        y = y.to_type(dtype ?? ScalarType.Int64);
        return requiresGrad ? y.requires_grad_() : y;
    }

    /// <summary>A random permutation of 0 ... n - 1.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null)
    {
        RequireCpu(device);
        var y = FactoryOps.From<long>(Generator.Of(generator).Stream.RandPerm(n), [n], null, null, false)
            .to_type(dtype ?? ScalarType.Int64);
        return requires_grad ? y.requires_grad_() : y;
    }

    /// <summary>Random numbers of a normal distribution with the mean and standard deviation.</summary>
    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null,
        Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null)
    {
        var y = empty(size, dtype, device).normal_(mean, std, generator);
        return requires_grad ? y.requires_grad_() : y;
    }

    /// <summary>1 with the probability each element gives, else 0.</summary>
    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    /// <summary>Indices drawn with probability proportional to each row's weights, [rows, num_samples] or
    /// [num_samples].</summary>
    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false,
        Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);

    public partial class Tensor
    {
        /// <summary>Fills the tensor with random numbers, uniform on [from, to).</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null)
        {
            if (from > to) throw new ArgumentException($"uniform_: from {from} must not exceed to {to}.");
            var stream = Generator.Of(generator).Stream;
            return FillRandom("uniform_", y => stream.Uniform(y, from, to), y => stream.Uniform(y, from, to));
        }

        /// <summary>Fills the tensor with random numbers of a normal distribution.</summary>
        public Tensor normal_(double mean = 0.0, double std = 1.0, Generator? generator = null)
        {
            if (!(std >= 0)) throw new ArgumentException($"normal_: std {std} must not be negative.");
            var stream = Generator.Of(generator).Stream;
            return FillRandom("normal_", y => stream.Normal(y, mean, std), y => stream.Normal(y, mean, std));
        }

        /// <summary>Fills the tensor with random numbers of density lambda · exp(-lambda · x).</summary>
        public Tensor exponential_(double lambda = 1.0, Generator? generator = null)
        {
            if (!(lambda > 0)) throw new ArgumentException($"exponential_: lambda {lambda} must be positive.");
            var stream = Generator.Of(generator).Stream;
            return FillRandom("exponential_", y => stream.Exponential(y, lambda), y => stream.Exponential(y, lambda));
        }

        /// <summary>Fills the tensor with 1 at probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null)
        {
            if (!(p >= 0 && p <= 1)) throw new ArgumentException($"bernoulli_: p {p} must lie in [0, 1].");
            var stream = Generator.Of(generator).Stream;
            return FillRandom("bernoulli_", y => stream.Bernoulli(y, p), y => stream.Bernoulli(y, p));
        }

        /// <summary>1 with the probability that the element gives, else 0.</summary>
        public Tensor bernoulli(Generator? generator = null)
        {
            RequireFloating("bernoulli");
            var p = detach().contiguous();
            var stream = Generator.Of(generator).Stream;
            return NewLike(this).FillRandom("bernoulli", y => stream.Bernoulli(p.Values<float>(), y),
                y => stream.Bernoulli(p.Values<double>(), y));
        }

        /// <summary>Indices drawn with probability proportional to each row's weights, [rows, num_samples] or
        /// [num_samples], in int64; an error for more draws without replacement than there are categories.</summary>
        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null)
        {
            RequireFloating("multinomial");
            if (Rank is not (1 or 2))
                throw new ArgumentException(
                    $"multinomial: weights must be [categories] or [rows, categories], got {Shapes.Text(_shape)}.");
            var (rows, categories) = (Rank == 1 ? 1 : (int)_shape[0], (int)_shape[^1]);
            if (num_samples <= 0 || (!replacement && num_samples > categories))
                throw new ArgumentException(
                    $"multinomial: {num_samples} draws from {categories} " +
                    $"categories {(replacement ? "with" : "without")} replacement are not possible.");
            var y = New(ScalarType.Int64, Rank == 1 ? [num_samples] : [rows, num_samples]);
            var stream = Generator.Of(generator).Stream;
            Dispatch.Float(_dtype, new MultinomialWork(
                stream, detach().contiguous(), rows, categories, (int)num_samples, replacement, y));
            return y;
        }

        private readonly struct MultinomialWork(Mt19937 stream, Tensor weights, int rows, int categories, int draws,
            bool replacement, Tensor y) : IForFloat
        {
            void IForFloat.Run<T>() =>
                stream.Multinomial<T>(weights.Values<T>(), rows, categories, draws, replacement, y.Values<long>());
        }

        // float32 and float64 are drawn from different bits.
        private Tensor FillRandom(string op, Action<Span<float>> single, Action<Span<double>> twice)
        {
            RequireFloating(op);
            CheckInPlace(op);
            var y = _contiguous ? this : New(_dtype, _shape);
            if (_dtype == ScalarType.Float32) single(y.Values<float>());
            else twice(y.Values<double>());
            if (!_contiguous) Copy.Into(this, y);
            return Overwritten();
        }

        private void RequireFloating(string op)
        {
            if (!_dtype.IsFloatingPoint())
                throw new InvalidOperationException($"{op}: needs float32 or float64, this tensor is {_dtype}.");
        }

        /// <summary>Random numbers uniform on [0, 1), in the shape of this tensor.</summary>
        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.rand_like(this, dtype, device, requires_grad);
        /// <summary>Standard normal random numbers, in the shape of this tensor.</summary>
        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.randn_like(this, dtype, device, requires_grad);
        /// <summary>Zeros in the shape of this tensor.</summary>
        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros_like(this, dtype, device, requires_grad);
        /// <summary>Ones in the shape of this tensor.</summary>
        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones_like(this, dtype, device, requires_grad);
        /// <summary>A tensor of the same shape whose elements are not to be relied on.</summary>
        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty_like(this, dtype, device, requires_grad);
        /// <summary>The value everywhere, in the shape of this tensor.</summary>
        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) => torch.full_like(this, value, dtype, device, requires_grad);
        /// <summary>Zeros of a size, in the dtype of this tensor unless given.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) => torch.zeros(size, dtype ?? _dtype, device, requires_grad);
        /// <summary>The value everywhere, in the dtype of this tensor unless given.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) => torch.full(size, value, dtype ?? _dtype, device, requires_grad);
        /// <summary>A tensor of a size, in the dtype of this tensor unless given, whose elements are not to be relied
        /// on.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) => torch.empty(size, dtype ?? _dtype, device, requires_grad);
    }
}

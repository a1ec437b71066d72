using System.Diagnostics.CodeAnalysis;

namespace ManagedTorch.Tests.Api.Samples
{
    public abstract class Sample<T> : List<T>, IDisposable where T : struct
    {
        protected Sample(string? name, params (int rows, string? label)[] parts) => _ = (name, parts);
        public const double Half = 0.5;
        public readonly long[]? Shape;
        public double Scale { get; protected set; }
        public int this[int? index] => index ?? 0;
        public static Sample<T> operator +(Sample<T> a, Sample<T> b) => a ?? b;
        public static implicit operator double(Sample<T> s) => s.Scale;
        public abstract (long mean, long)? Statistics<U>(ref U seed, out float rest, double p = 2,
            DayOfWeek day = DayOfWeek.Friday, float e = 1e-5f, long? dim = null) where U : class, new();
        public override string ToString() => "";
        public void Dispose() => GC.SuppressFinalize(this);
        private protected void Hidden() { }

        [SuppressMessage("Design", "CA1034", Justification = "The listing must show nested types.")]
        public enum Kind : byte { First, Third = 3 }
    }
}

namespace ManagedTorch.Tests.Api
{
    /// <summary>The lister is checked on a type whose every line was written by hand.</summary>
    public sealed class ApiListingTests
    {
        [Fact]
        public void ListsSignaturesAsCSharpSpellsThem()
        {
            const string sample = "ManagedTorch.Tests.Api.Samples.Sample<T>";
            string[] expected =
            [
                $"{sample} | 0type | public abstract class {sample} : System.Collections.Generic.List<T>, " +
                "System.IDisposable where T : struct",
                $"{sample} | ctor | protected Sample(string? name, params (int rows, string? label)[] parts)",
                $"{sample} | field | public const double Half = 0.5",
                $"{sample} | field | public readonly long[]? Shape",
                $"{sample} | method | public abstract (long mean, long)? Statistics<U>(ref U seed, out float rest, " +
                "double p = 2.0, System.DayOfWeek day = System.DayOfWeek.Friday, float e = 1E-05f, long? dim = " +
                "null) where U : class, new()",
                $"{sample} | method | public override string ToString()",
                $"{sample} | method | public static implicit operator double({sample} s)",
                $"{sample} | method | public static {sample} operator +({sample} a, {sample} b)",
                $"{sample} | method | public void Dispose()",
                $"{sample} | property | public double Scale {{ get; protected set; }}",
                $"{sample} | property | public int this[int? index] {{ get; }}",
                $"{sample}.Kind | 0type | public enum {sample}.Kind : byte",
                $"{sample}.Kind | enum | First = 0",
                $"{sample}.Kind | enum | Third = 3",
            ];
            Assert.Equal(expected.Order(StringComparer.Ordinal),
                ApiListing.Of(GetType().Assembly, "ManagedTorch.Tests.Api.Samples"));
        }
    }
}

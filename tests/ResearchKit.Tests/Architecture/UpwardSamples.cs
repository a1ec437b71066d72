// Types that break the layers' rule, each in another way, for the test of LayersTests.
#pragma warning disable CA1812, CA1823, CS0169, IDE0044, IDE0051, IDE0052, IDE0060

namespace ResearchKit.Tests.Architecture.Upward.Losses
{
    internal class Thing
    {
        public static int Count() => 1;
    }

    internal sealed class Downward
    {
        public Imaging.Lower Make() => new();
    }
}

namespace ResearchKit.Tests.Architecture.Upward.Imaging
{
    using Losses;

    internal sealed class Lower;

    internal sealed class AsBase : Thing;

    internal sealed class AsField
    {
        private Thing? _thing;
    }

    internal sealed class AsParameter
    {
        public static void Take(Thing[] things)
        {
        }
    }

    internal sealed class AsTypeArgument
    {
        public static object? Make() => new List<Thing>();
    }

    internal sealed class AsStaticCall
    {
        public static int Call() => Thing.Count();
    }

    internal sealed class AsConstruction
    {
        public static object Make() => new Thing();
    }

    internal sealed class AsTypeOf
    {
        public static string Name() => typeof(Thing).Name;
    }

    internal sealed class InALambda
    {
        public static Func<object> Make() => () => new Thing();
    }
}

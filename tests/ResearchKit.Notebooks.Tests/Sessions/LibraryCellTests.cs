using ResearchKit.Notebooks.Sessions;

namespace ResearchKit.Notebooks.Tests.Sessions;

/// <summary>Cells that a script cannot hold: namespaces, extension methods and blocks.</summary>
public sealed class LibraryCellTests
{
    private readonly CSharpSession _session = new(new SessionOptions(Path.GetTempPath(), ShowTimes: false));
    private int _cell;

    [Fact]
    public void ACellWithANamespaceOrExtensionMembersBecomesALibrary()
    {
        Run("namespace Lab { public static class Numbers { public static int Twice(this int k) => 2 * k; " +
            "extension(int v) { public int Next => v + 1; } } }");
        Assert.Equal("9", Run("using Lab;\n4.Twice() + 0.Next").Text);
    }

    [Fact]
    public void ExtensionMembersOutsideOfANamespaceAreSeenByLaterCells()
    {
        Run("public static class Halves { public static int HalfOf(this int k) => k / 2; extension(int v) { public " +
            "int Before => v - 1; } }");
        Assert.Equal("5", Run("6.HalfOf() + 3.Before").Text);
        Assert.Equal("4", Run("Halves.HalfOf(8)").Text);
    }

    [Fact]
    public void ExtensionMembersOfACellThatIsRunAgainReplaceThoseBefore()
    {
        Run("static class Ext { public static int Scaled(this int x) => 2 * x; public static int One => 1; }");
        Run("var before = 5.Scaled();\nint Old(int x) => x.Scaled();");
        Run("static class Ext { public static int Scaled(this int x) => 200 * x; }");
        Assert.Equal("1000", Run("5.Scaled()").Text);
        Assert.Equal("10 10", Run("$\"{before} {Old(5)}\"").Text); // compiled against the first
        Run("static class Ext { public static int Scaled(this int x) => 3 * x; }\nvar third = 5.Scaled();");
        Assert.Equal("15", Run("third").Text);
        Run("namespace Lab.Again { public static class Named { public static int F(this int x) => 1; } }");
        Run("namespace Lab.Again { public static class Named { public static int F(this int x) => 2; } }");
        Assert.Equal("2", Run("using Lab.Again;\n0.F()").Text);
    }

    [Fact]
    public void ALibraryCellSeesTheTypesOfLibraryCellsBeforeIt()
    {
        Run("record Point(int X, int Y);\nstatic class Sums { public static int Sum(this Point p) => p.X + p.Y; }");
        Run("static class More { extension(Point p) { public int Twice => 2 * p.Sum(); } }");
        Assert.Equal("14", Run("new Point(3, 4).Twice").Text);
    }

    [Fact]
    public void ALibraryCellThatNeedsATypeOfTheSessionSaysWhereTheTypeMustStand()
    {
        Run("record Own(int X);");
        var failure = Run("static class Wrong { public static int F(this Own o) => o.X; }").Failure!;
        Assert.Contains("let the types that it needs stand in this cell", failure.Traceback[^1]);
        Assert.Equal("    static class Wrong { public static int F(this Own o) => o.X; }", failure.Traceback[1]);
        Assert.Equal(failure.Traceback[1].IndexOf("Own"), failure.Traceback[2].IndexOf('^'));
    }

    [Fact]
    public void StatementsBesideALibrarysDeclarationsRunAfterThem()
    {
        var cell =
            "public static class Quadruple { public static int Four(this int k) => 4 * k; }\nvar eight = " +
            "2.Four();\neight";
        Assert.Equal("8", Run(cell).Text);
        Assert.Equal("8", Run("eight").Text);
    }

    [Fact]
    public void TypesOfALibraryCellNeedNoPublicToBeSeen()
    {
        Assert.Equal("6", Run(
            "static class Ext { public static T Twice<T>(this T x, Func<T, T, T> f) => f(x, x); }\n"
            + "3.Twice((a, b) => a + b)").Text);
        Run("namespace Lab.Hidden;\n[Serializable] record Pair(int A, Side Side);\nenum Side { Left }");
        Assert.Equal("Left", Run("new Lab.Hidden.Pair(1, Lab.Hidden.Side.Left).Side").Text);
        // Below the B of the line as it was written, which is indented by four.
        Assert.Equal(new string(' ', 4 + 23) + "^", Run("namespace N; class A { B b; }").Failure!.Traceback[2]);
    }

    [Fact]
    public void AnErrorInALibraryHasTheLineOfTheCell() =>
        Assert.Contains("line 3",
            Run("// one\nvar before = 1;\nnamespace Wrong { class A { B b; } }").Failure!.Message);

    private RecordedOutput Run(string source)
    {
        var output = new RecordedOutput();
        _session.Execute(source, $"cell {++_cell}", output);
        return output;
    }
}

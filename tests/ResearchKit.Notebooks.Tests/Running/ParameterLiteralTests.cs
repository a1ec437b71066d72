using ResearchKit.Notebooks.Running;

namespace ResearchKit.Notebooks.Tests.Running;

public sealed class ParameterLiteralTests
{
    [Theory]
    [InlineData("""["p","q"]""", """["p", "q"]""")]
    [InlineData("""["p, q", "r"]""", """["p, q", "r"]""")]
    [InlineData("['p','q, r']", """["p", "q, r"]""")]
    [InlineData("[p, q]", """["p", "q"]""")]
    [InlineData("p,q", """["p", "q"]""")]
    [InlineData("p", """["p"]""")]
    [InlineData("[]", "[]")]
    [InlineData("", "[]")]
    [InlineData("""["\u00e9\n"]""", """["é\n"]""")]
    [InlineData("[1, true]", """["1", "true"]""")]
    [InlineData("""["a", null]""", """["a", null]""")]
    [InlineData("""[""]""", """[""]""")]
    [InlineData("don't", """["don't"]""")]
    public void ListsOfTexts(string text, string literal) =>
    Assert.Equal(literal, ParameterLiteral.For("p", text, typeof(string[])));

    [Theory]
    [InlineData("[5,6]", typeof(int[]), "[5, 6]")]
    [InlineData("5, 6", typeof(List<int>), "[5, 6]")]
    [InlineData("[\"5\"]", typeof(HashSet<int>), "[5]")]
    [InlineData("[0.5, NaN, -Infinity]", typeof(double[]), "[0.5, double.NaN, double.NegativeInfinity]")]
    [InlineData("[[1,2],[3]]", typeof(int[][]), "[[1, 2], [3]]")]
    [InlineData("[1, null]", typeof(int?[]), "[1, null]")]
    [InlineData("[true,False]", typeof(bool[]), "[true, false]")]
    public void OtherLists(string text, Type type, string literal) =>
    Assert.Equal(literal, ParameterLiteral.For("p", text, type));

    [Theory]
    [InlineData("null", typeof(string), true, "null")]
    [InlineData("null", typeof(string), false, "\"null\"")]
    [InlineData("null", typeof(int?), true, "null")]
    [InlineData("null", typeof(int[]), true, "null")]
    [InlineData("x", typeof(char), false, "'x'")]
    [InlineData("'", typeof(char), false, "'\\''")]
    [InlineData("-5", typeof(int), false, "-5")]
    [InlineData("1e-3", typeof(double), false, "0.001")]
    public void SingleValues(string text, Type type, bool nullable, string literal) =>
    Assert.Equal(literal, ParameterLiteral.For("p", text, type, nullable));

    [Theory]
    [InlineData("ab", typeof(char), "-p p=ab: 'p' is declared as Char; give a value such as x, one character")]
    [InlineData("null", typeof(int), "-p p=null: 'p' is declared as Int32; give a value such as 3")]
    [InlineData("[1, null]", typeof(int[]), "give a list such as [3,3]")]
    [InlineData("[1, x]", typeof(int[]), "give a list such as [3,3]")]
    [InlineData("{\"a\":1}", typeof(Dictionary<string, int>), "its type cannot be given on the command line")]
    [InlineData("99999999999", typeof(int), "give a value such as 3")]
    public void WhatDoesNotFitIsSaid(string text, Type type, string problem) =>
        Assert.Contains(problem, Assert.Throws<NotebookException>(() => ParameterLiteral.For("p", text, type)).Message);
}

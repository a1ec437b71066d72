using ResearchKit.Training.Llava;

namespace ResearchKit.Tests.Training.Llava;

public sealed class ExampleOrderTests
{
    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    public void ABatchLargerThanTheDataIsTheDataOnce(int batch)
    {
        var order = new ExampleOrder(20, batch, seed: 1);
        foreach (var step in new[] { 0, 1, 7 })
        {
            Assert.Equal(Enumerable.Range(0, 20), order.At(step).Order());
            Assert.Equal(new ExampleOrder(20, 20, seed: 1).At(step), order.At(step));
        }
        Assert.NotEqual(order.At(0), order.At(1));
    }

    [Fact]
    public void SmallBatchesGoThroughAllExamplesBeforeAnyReturns()
    {
        var order = new ExampleOrder(20, 8, seed: 1);
        var places = Enumerable.Range(0, 5).SelectMany(order.At).ToArray();
        Assert.Equal(Enumerable.Range(0, 20), places[..20].Order());
        Assert.Equal(Enumerable.Range(0, 20), places[20..].Order());
    }
}

using ResearchKit.Benchmarks.Text;

namespace ResearchKit.Tests.Benchmarks.Text;

public sealed class SingularTests
{
    // Seeds of a sweep are judged beside each other, by one table of words.
    [Fact]
    public void ManyThreadsMayAskAtOnce()
    {
        var words = new Singular(new HashSet<string> { "cat", "scissors" });
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                Assert.Equal("cat", words.Of("cats"));
                Assert.Equal("scissors", words.Of("scissors"));
                Assert.Equal($"thing{thread}x{i}", words.Of($"thing{thread}x{i}"));
            }
        });
    }
}

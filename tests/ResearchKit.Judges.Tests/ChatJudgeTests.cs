using ResearchKit.Benchmarks.Judging;
using static ResearchKit.Judges.Tests.LocalServer;

namespace ResearchKit.Judges.Tests;

public sealed class ChatJudgeTests
{
    [Theory]
    [InlineData(Fault.Rejected), InlineData(Fault.Closed), InlineData(Fault.Slow), InlineData(Fault.Cut),
    InlineData(Fault.Malformed)]
    public async Task AFaultIsTriedAgain(object fault)
    {
        await using var server = new LocalServer(prompt => $"About {prompt}. Rating: 4", (Fault)fault);
        using var judge = new ChatJudge(Options(server));
        Assert.Equal("About a cup. Rating: 4", await judge.ReplyAsync("a cup", CancellationToken.None));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task AFaultThatStaysIsAClearError()
    {
        await using var server = new LocalServer(_ => "", Enumerable.Repeat(Fault.Rejected, 1000));
        using var judge = new ChatJudge(Options(server));
        var error = await Assert.ThrowsAsync<JudgeException>(() => judge.ReplyAsync("a cup", CancellationToken.None));
        Assert.StartsWith(server.Address, error.Message);
    }

    [Fact]
    public async Task AWrongKeyIsNotTriedAgain()
    {
        await using var server = new LocalServer(_ => "", Enumerable.Repeat(Fault.Unauthorized, 1000));
        using var judge = new ChatJudge(Options(server));
        await Assert.ThrowsAsync<JudgeException>(() => judge.ReplyAsync("a cup", CancellationToken.None));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task AServerThatIsNotThereIsAClearError()
    {
        string address;
        await using (var server = new LocalServer(_ => "")) address = server.Address;
        using var judge =
            new ChatJudge(
                new ChatJudgeOptions(address, "judge")
                {
                    Key = "k", Retries = 1,
                    Pause = TimeSpan.FromMilliseconds(1)
                });
        await Assert.ThrowsAsync<JudgeException>(() => judge.ReplyAsync("a cup", CancellationToken.None));
    }

    [Fact]
    public void AnAddressMustBeOne() =>
    Assert.Throws<ArgumentException>(() => new ChatJudge(new("localhost", "judge")));

    [Fact]
    public async Task AStoppedRunGoesOnWhereItWas()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string[] prompts = [.. Enumerable.Range(0, 12).Select(i => $"question {i}")];
        try
        {
            await using var server = new LocalServer(prompt => $"Rating: {prompt.Length % 7}");
            using var judge = new ChatJudge(Options(server));
            using (var stop = new CancellationTokenSource())
            using (var cache = new ReplyCache(path))
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => JudgeRun.RepliesAsync(
                    judge, prompts, cache, 1, done => { if (done == 5) stop.Cancel(); }, stop.Token));
            // As if it had been killed while it wrote: half a line.
            await File.AppendAllTextAsync(path, "{\"key\": \"12");
            var before = server.Requests;
            using (var cache = new ReplyCache(path))
            {
                Assert.InRange(cache.Count, 5, 6);
                var replies = await JudgeRun.RepliesAsync(judge, prompts, cache);
                Assert.Equal(prompts.Select(p => $"Rating: {p.Length % 7}"), replies);
            }
            Assert.InRange(server.Requests - before, 6, 7);
            // Everything is there now: nothing is asked, and a recorded judge says the same.
            using var whole = new ReplyCache(path);
            var asked = server.Requests;
            var recorded = new RecordedJudge(judge.Name, whole);
            Assert.Equal("Rating: 3", await recorded.ReplyAsync(prompts[0], CancellationToken.None));
            await JudgeRun.RepliesAsync(judge, prompts, whole);
            Assert.Equal(asked, server.Requests);
            await Assert.ThrowsAsync<JudgeException>(() => recorded.ReplyAsync("never asked", CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ChatJudgeOptions Options(LocalServer server) => new(server.Address, "judge")
    {
        Key = "k", RequestTimeout = TimeSpan.FromSeconds(1), Retries = 2, Pause = TimeSpan.FromMilliseconds(1),
    };
}

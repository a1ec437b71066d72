using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Tests;

/// <summary>
/// Rubbish on the wire: the kernel must stay up and answer who speaks properly. A few hundred signed messages run with
/// the other tests, a hundred thousand with the explicit ones.
/// </summary>
public sealed class FuzzTests
{
    private const int Few = 400;
    private const int Many = 100_000;

    // Dropped without work, unlike requests.
    private const int Frames = 100_000;

    private static readonly string[] Types =
    [
        "kernel_info_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
        "comm_info_request",
        "comm_open", "comm_msg", "comm_close", "input_reply", "interrupt_request", "no_such_request", "",
    ];

    private static readonly string[] Slow = ["complete_request", "inspect_request"];
    private static readonly string[] Quick = [.. Types.Except(Slow)];

    private static readonly string[] Values =
    [
        "null", "true", "-1", "1e300", "99999999999999999999", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "{}", "[[[[1]]]]",
        "\"Console.\"",
        "\"#!\"", "\"\\u0000\"", "{\"a\":{\"b\":[]}}",
    ];

    private static readonly string[] Keys =
    [
        "code", "cursor_pos", "detail_level", "hist_access_type", "pattern", "n", "session", "start", "stop", "output",
        "unique", "comm_id",
        "target_name", "data", "value", "restart", "user_expressions",
    ];

    [Fact]
    public void SignedRequestsWithAnyContentAreSurvived() => SendSigned(Few, random => Pick(random, Types));

    /// <summary>Completions take a hundred times as long as the others: one message in two hundred is one.</summary>
    [Fact(Explicit = true)]
    public void AHundredThousandSignedRequestsWithAnyContentAreSurvived() =>
        SendSigned(Many, random => random.Next(200) == 0 ? Pick(random, Slow) : Pick(random, Quick));

    private static void SendSigned(int count, Func<Random, string> type)
    {
        using var kernel = new TestKernel();
        Assert.Equal("1", kernel.Execute("1").Value);
        var random = new Random(1);
        for (var i = 1; i <= count; i++)
        {
            kernel.SendRaw(TestKernel.Frames(type(random), Content(random), kernel.File.Key, out _));
            // What waits must not outgrow the patience of the last question.
            if (i % (count / 50 + 200) != 0) continue;
            Assert.Equal("1", kernel.Execute("1").Value);
            kernel.Forget();
        }

        Assert.Equal("2", kernel.Execute("1 + 1").Value);
    }

    [Fact]
    public void FramesThatAreNoMessagesAreDropped()
    {
        using var kernel = new TestKernel();
        Assert.Equal("1", kernel.Execute("1").Value);
        var random = new Random(2);
        for (var i = 0; i < Frames; i++)
        {
            var frames = random.Next(2) == 0
                ? Enumerable.Range(0, random.Next(1, 12)).Select(_ => Bytes(random, 64)).ToList()
                : Damaged(random, TestKernel.Frames("kernel_info_request", [], kernel.File.Key, out _));
            kernel.SendRaw(frames);
        }

        Assert.Equal("2", kernel.Execute("1 + 1").Value);
    }

    [Fact]
    public void ConnectionsThatSpeakNoZeroMqAreSurvived()
    {
        using var kernel = new TestKernel();
        Assert.Equal("1", kernel.Execute("1").Value);
        var random = new Random(3);
        int[] ports =
            [kernel.File.ShellPort, kernel.File.IopubPort, kernel.File.StdinPort, kernel.File.ControlPort,
                kernel.File.HeartbeatPort];
        // The greeting of ZMTP 3.0 with the NULL mechanism, after which come frames.
        byte[] greeting =
            [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0, .. Encoding.ASCII.GetBytes("NULL"), .. new byte[48]];
        for (var i = 0; i < Few / 4; i++)
        {
            using var client = new TcpClient();
            client.Connect("127.0.0.1", ports[random.Next(ports.Length)]);
            client.LingerState = new LingerOption(true, 0);
            try
            {
                if (random.Next(2) == 0) client.GetStream().Write(greeting, 0, random.Next(1, greeting.Length + 1));
                for (var j = random.Next(4); j >= 0; j--) client.GetStream().Write(Bytes(random, 200));
            }
            catch (IOException)
            {
                // The kernel has hung up, as it may.
            }
        }

        Assert.Equal("2", kernel.Execute("1 + 1").Value);
    }

    private static List<byte[]> Damaged(Random random, List<byte[]> frames)
    {
        switch (random.Next(4))
        {
            case 0:
                frames.RemoveAt(random.Next(frames.Count));
                break;
            case 1:
                frames.Insert(random.Next(frames.Count), Bytes(random, 8));
                break;
            default:
                var frame = frames[random.Next(frames.Count)];
                if (frame.Length > 0) frame[random.Next(frame.Length)] ^= (byte)random.Next(1, 256);
                break;
        }

        return frames;
    }

    private static JsonObject Content(Random random)
    {
        var content = new JsonObject();
        for (var i = random.Next(6); i > 0; i--)
        {
            // A lone surrogate cannot be written by this side's JSON library: sent as the text that it is.
            var value = Pick(random, Values);
            content[Pick(random, Keys)] = value.Contains("ud800", StringComparison.Ordinal) ? "\\ud800"
                : JsonNode.Parse(value);
        }

        return content;
    }

    private static byte[] Bytes(Random random, int most)
    {
        var bytes = new byte[random.Next(most + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}

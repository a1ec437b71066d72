using System.Text;
using System.Text.Json.Nodes;

namespace ResearchKit.Kernel.Wire;

/// <summary>Signs what the kernel says and queues it on the right socket.</summary>
internal sealed class Publisher(MessageCodec codec, KernelSockets sockets)
{
    /// <summary>To all clients.</summary>
    /// <param name="type">For instance <c>stream</c>.</param>
    /// <param name="content">What is said.</param>
    /// <param name="parent">The header of the request that it belongs to, or null.</param>
    public void Publish(string type, JsonObject content, byte[]? parent) =>
        sockets.Send(Channel.Iopub, codec.Encode([Encoding.ASCII.GetBytes(type)], type, content, parent));

    /// <summary>Whether the kernel works on a request (<c>busy</c>) or has done all of it (<c>idle</c>).</summary>
    public void Status(string state, byte[]? parent) =>
        Publish("status", new JsonObject { ["execution_state"] = state }, parent);

    /// <summary>To the client that asked, on the channel on which it asked.</summary>
    public void Reply(Channel channel, Message request, JsonObject content) =>
        sockets.Send(channel, codec.Encode(request.Identities, ReplyType(request.Type), content, request.Header));

    /// <summary>A question to the user of the client that sent <paramref name="request"/>.</summary>
    public void Ask(Message request, string prompt, bool password) => sockets.Send(
        Channel.Stdin,
        codec.Encode(
            request.Identities, "input_request", new JsonObject { ["prompt"] = prompt, ["password"] = password },
            request.Header));

    private static string ReplyType(string request) =>
        request.EndsWith("_request", StringComparison.Ordinal) ? request[..^"_request".Length] + "_reply"
        : request + "_reply";
}

using System.Collections.Concurrent;
using ResearchKit.Kernel.Wire;

namespace ResearchKit.Kernel.Output;

/// <summary>Asks the user on the stdin channel and waits for the answer; an interrupt of the cell ends the
/// wait.</summary>
internal sealed class Questions(Publisher publisher)
{
    private readonly BlockingCollection<string> _answers = [];

    /// <summary>The answer to the question.</summary>
    public string Ask(Message request, string prompt, bool password)
    {
        // An answer to a question that an interrupt took back must not answer this one.
        while (_answers.TryTake(out _))
        {
        }

        publisher.Ask(request, prompt, password);
        return _answers.Take();
    }

    /// <summary>Takes an <c>input_reply</c>.</summary>
    public void Answer(Message reply) => _answers.Add(reply.Text("value") ?? "");
}

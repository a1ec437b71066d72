namespace ManagedTorch.Kernels;

/// <summary>
/// The Mersenne Twister (Matsumoto and Nishimura, 1998) and, on top of it, the distributions of PyTorch's CPU
/// generator, number for number: what <c>torch.manual_seed(s)</c> gives there it gives here. Threads may share a
/// generator:
/// each gets its numbers in one piece, in the order of their calls.
/// </summary>
internal sealed partial class Mt19937
{
    private const int Size = 624, Shift = 397;
    private readonly Lock _gate = new();
    private readonly uint[] _state = new uint[Size];
    private int _next;
    private double? _cachedNormal;

    public Mt19937(ulong seed) => Seed(seed);

    /// <summary>Everything that determines the numbers to come.</summary>
    public sealed record State(ulong Seed, uint[] Words, int Next, double? CachedNormal);

    /// <summary>The seed last set.</summary>
    public ulong InitialSeed { get; private set; }

    /// <summary>Restarts the stream; of the seed the low 32 bits count, as in PyTorch.</summary>
    public void Seed(ulong seed)
    {
        using var held = _gate.EnterScope();
        InitialSeed = seed;
        _state[0] = (uint)seed;
        for (uint i = 1; i < Size; i++)
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
        _next = Size;
        _cachedNormal = null;
    }

    public State GetState()
    {
        using var held = _gate.EnterScope();
        return new(InitialSeed, (uint[])_state.Clone(), _next, _cachedNormal);
    }

    /// <exception cref="ArgumentException">The state does not hold 624 words and a position among them.</exception>
    public void SetState(State value)
    {
        if (value.Words.Length != Size || value.Next is < 0 or > Size)
            throw new ArgumentException($"A generator state has {Size} words and a position from 0 to {Size}.");
        using var held = _gate.EnterScope();
        InitialSeed = value.Seed;
        value.Words.CopyTo(_state, 0);
        _next = value.Next;
        _cachedNormal = value.CachedNormal;
    }
}

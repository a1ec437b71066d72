using ResearchKit.Models.Layers;
using static TorchSharp.torch;

namespace ResearchKit.Models.Llama;

/// <summary>What all layers of one pass share: angles, what may be attended to, and the cache.</summary>
/// <param name="Angles">Rotary angles of the tokens.</param>
/// <param name="Mask">
/// Boolean <c>[batch or 1, 1, queries, keys]</c>, true where a query may look; null means all earlier tokens and
/// itself.
/// </param>
/// <param name="Cache">Keys and values of earlier tokens, or null.</param>
/// <param name="Used">Slots of the cache in use after this pass.</param>
/// <param name="Hook">What sees the attention weights, or null.</param>
internal sealed record DecoderStep(
    (Tensor Cos, Tensor Sin) Angles, Tensor? Mask, KeyValueCache? Cache, int Used, AttentionHook? Hook);

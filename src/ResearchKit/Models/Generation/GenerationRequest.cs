using ResearchKit.Imaging;

namespace ResearchKit.Models.Generation;

/// <summary>What a model is to go on from.</summary>
/// <param name="Number">Tells requests apart; with the seed of the options it seeds the draws.</param>
/// <param name="Tokens">The tokens so far, images expanded
/// (<see cref="Tokenizers.ConversationEncoder.Prompt"/>).</param>
/// <param name="Images">The images among them, in order.</param>
public sealed record GenerationRequest(long Number, int[] Tokens, IReadOnlyList<RgbImage> Images);

using ResearchKit.Losses;
using ResearchKit.Losses.Contract;

namespace ResearchKit.Training;

/// <summary>What an observer of a training sees at a recorded step, before the update.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Batch">The batch of this step.</param>
/// <param name="Scores">Its log-probabilities.</param>
/// <param name="Terms">What the loss made of them.</param>
public readonly record struct ObservedStep<TBatch>(int Step, TBatch Batch, PreferenceScores Scores, LossTerms Terms);

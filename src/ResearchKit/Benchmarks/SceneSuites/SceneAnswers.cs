using ResearchKit.Benchmarks.Judging;
using ResearchKit.Benchmarks.Pope;

namespace ResearchKit.Benchmarks.SceneSuites;

/// <summary>Lets a responder answer a suite and writes its answers in the official formats.</summary>
public static class SceneAnswers
{
    /// <summary>
    /// Writes <c>amber.json</c>, <c>chair.jsonl</c>, <c>pope_random.jsonl</c> and its two siblings, <c>mmhal.json</c>
    /// and, by the rule judge, <c>mmhal_replies.jsonl</c>.
    /// </summary>
    public static void Write(SceneSuite suite, ISceneResponder responder, string folder)
    {
        Directory.CreateDirectory(folder);
        string[] descriptions = [.. suite.Scenes.Select(responder.Describe)];
        Save("amber.json", SuiteFiles.Json(descriptions.Select((text, i) => new { Id = i + 1, Response = text }).Concat(
            suite.Questions.Select(q => new
            {
                q.Id, Response = responder.Answer(suite.Scenes[q.Scene], q.Question.Text, q.Question.Answer),
            }))));
        Save("chair.jsonl",
            SuiteFiles.Lines(descriptions.Select((text, i) => new { ImageId = i + 1, Caption = text })));
        foreach (var (strategy, questions) in suite.Pope)
            Save($"pope_{strategy.ToString().ToLowerInvariant()}.jsonl", SuiteFiles.Lines(questions.Select(q => new
            {
                q.QuestionId,
                Text = responder.Answer(suite.Scenes[SceneSuite.SceneOf(q.Image)], q.Text, q.Label == "yes"),
            })));
        string[] open = [.. suite.OpenQuestions.Select(q => responder.Answer(suite.Scenes[q.Scene], q))];
        Save("mmhal.json", SuiteFiles.Json(suite.OpenQuestions.Zip(open, (q, answer) => new
        {
            QuestionType = q.Type, ImageId = SceneSuite.ImageName(q.Scene), Question = q.Text, GtAnswer = q.Truth,
            ModelAnswer = answer,
        })));
        Save("mmhal_replies.jsonl", SuiteFiles.Lines(suite.OpenQuestions.Zip(open, (q, answer) => new
        {
            Reply = SceneJudge.Rate(suite.Scenes[q.Scene], q, answer),
        })));

        void Save(string name, string text) =>
            AtomicFile.Write(Path.Combine(folder, name), text);
    }
}

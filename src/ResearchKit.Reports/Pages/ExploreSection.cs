using ResearchKit.Reports.Sliders;

namespace ResearchKit.Reports.Pages;

/// <summary>Sliders over runs that were computed beforehand.</summary>
internal static class ExploreSection
{
    public static string Html =>
        $"""
        <section id="explore" aria-labelledby="explore-title">
        <h2 id="explore-title">Change beta, steps, optimizer</h2>
        <p>DPO on the bandit of notebook 02: ten prompts, ten responses, one pair per prompt. Bands are 95 % intervals
        over {SliderRuns.Seeds} seeds, computed beforehand. A small beta lets the policy run from the reference: the
        rejected responses vanish, and the mass goes to responses that no pair shows.</p>
        <form class="sliders">
        <label for="beta">beta <output for="beta"></output></label>
        <input id="beta" type="range" min="0" max="{SliderRuns.Betas.Length - 1}" value="2">
        <label for="steps">updates <output for="steps"></output></label>
        <input id="steps" type="range" min="0" max="30" value="30">
        <fieldset><legend>optimizer</legend>
        <label><input type="radio" name="optimizer" value="adamw" checked> AdamW, learning rate 0.001</label>
        <label><input type="radio" name="optimizer" value="sgd"> SGD, learning rate 10</label>
        </fieldset>
        <label for="pairs">chosen and rejected responses</label>
        <select id="pairs">
        <option value="on-on">both on-policy</option>
        <option value="on-off">chosen on-policy, rejected off-policy</option>
        <option value="off-on">chosen off-policy, rejected on-policy</option>
        <option value="off-off">both off-policy</option>
        </select>
        </form>
        <div class="charts">
        <div class="chart" id="explore-probabilities" role="group"
        aria-label="Probability of chosen, rejected and unseen responses over the updates"></div>
        <div class="chart" id="explore-logs" role="group"
        aria-label="Mean log-probability of chosen and rejected responses over the updates"></div>
        </div>
        <table class="readout" aria-live="polite">
        <caption></caption>
        <thead><tr><th scope="col">measure</th><th scope="col">mean</th><th scope="col">95 % interval</th></tr></thead>
        <tbody></tbody>
        </table>
        <noscript><p>The sliders need JavaScript.</p></noscript>
        </section>

        """;
}

"""Golden values of all preference losses, computed by PyTorch in float64.

    python3 losses.py > losses.golden.json

Every loss is written down here from its formula, independently of the C# code. A case holds the loss with its
hyper-parameters, the scores, and what PyTorch computed: loss per pair, rewards, gradient of the mean loss with
respect to the policy log-probabilities.
"""
import json
import torch
import torch.nn.functional as F

torch.manual_seed(20250415)
N = 5
LS = F.logsigmoid


def view(tokens=True):
    n = torch.randint(3, 13, (N,)).double()
    policy = -(0.2 + 2.0 * torch.rand(N, dtype=torch.float64)) * n
    reference = policy + 3 * torch.randn(N, dtype=torch.float64)
    reference = torch.minimum(reference, torch.full_like(reference, -0.05))
    return {"policy": policy, "reference": reference, "tokens": n}


NAMES = ["chosen", "rejected", "rejected_image", "rejected_2", "rejected_3", "rejected_image_2", "mismatched",
         "rank_1", "rank_2", "rank_3", "rank_4", "gold", "calibration"]
VIEWS = {name: view() for name in NAMES}
COLUMNS = {
    "weight": torch.rand(N, dtype=torch.float64),
    "score_gap": torch.randn(N, dtype=torch.float64),
    "reward_margin": 2 * torch.randn(N, dtype=torch.float64),
    "cosine": torch.rand(N, dtype=torch.float64),
    "other_margin": torch.randn(N, dtype=torch.float64),
    **{f"score_{k}": 3 - k + torch.rand(N, dtype=torch.float64) for k in range(1, 4)},
    **{f"relevance_{k}": torch.randint(0, 4, (N,)).double() for k in range(1, 4)},
}
# Numbers of one answer stand in its view: (view, name) -> column above.
ANSWER_COLUMNS = {(f"rank_{k}", name): COLUMNS[f"{name}_{k}"] for k in range(1, 4) for name in ("score", "relevance")}
CASES = []


def lr(v):
    return v["policy"] - v["reference"]


def mean(v):
    return v["policy"] / v["tokens"]


def log_odds(logp):
    return logp - torch.log1p(-torch.exp(logp))


def case(name, views, settings, formula, columns=(), answer_column=None):
    """formula(views, columns, settings) -> (loss per pair, rewards per view)"""
    scores = {v: {k: x.clone() for k, x in VIEWS[v].items()} for v in views}
    for v in views:
        scores[v]["policy"].requires_grad_()
    cols = {c: COLUMNS[c] for c in columns}
    loss, rewards = formula(scores, cols, settings) if columns else formula(scores, settings)
    if answer_column:
        for v in views:
            scores[v][answer_column] = ANSWER_COLUMNS[v, answer_column]
    loss.mean().backward()
    grad = {v: scores[v]["policy"].grad for v in views}
    listed = lambda x: x.detach().tolist()
    document = {"views": {v: {k: listed(x) for k, x in scores[v].items()} for v in views}}
    if columns and not answer_column:
        document["columns"] = {c: listed(x) for c, x in cols.items()}
    CASES.append({
        "loss": {"loss": name, **settings},
        "scores": document,
        "expected": {
            "loss": listed(loss),
            "rewards": {v: listed(r) for v, r in rewards.items()},
            "gradient": {v: listed(g) if g is not None else [0.0] * N for v, g in grad.items()},
        },
    })


PAIR = ["chosen", "rejected"]


def scaled(s, beta, views=PAIR):
    return {v: beta * lr(s[v]) for v in views}


def dpo(s, p):
    r = scaled(s, p["beta"])
    m, e = r["chosen"] - r["rejected"], p["label_smoothing"]
    return -(1 - e) * LS(m) - e * LS(-m), r


case("dpo", PAIR, {"beta": 0.3, "label_smoothing": 0.0}, dpo)
case("dpo", PAIR, {"beta": 0.7, "label_smoothing": 0.15}, dpo)


def ipo(s, p):
    h = lr(s["chosen"]) - lr(s["rejected"])
    return (h - 1 / (2 * p["beta"])) ** 2, scaled(s, p["beta"])


case("ipo", PAIR, {"beta": 0.2}, ipo)


def hinge(s, p):
    r = scaled(s, p["beta"])
    return torch.relu(1 - (r["chosen"] - r["rejected"])), r


case("hinge", PAIR, {"beta": 0.4}, hinge)


def rdpo(s, p):
    r = scaled(s, p["beta"])
    m, e = r["chosen"] - r["rejected"], p["flip_rate"]
    return (-(1 - e) * LS(m) + e * LS(-m)) / (1 - 2 * e), r


case("rdpo", PAIR, {"beta": 0.3, "flip_rate": 0.2}, rdpo)


def simpo(s, p):
    r = {v: p["beta"] * mean(s[v]) for v in PAIR}
    return -LS(r["chosen"] - r["rejected"] - p["gamma"]), r


case("simpo", PAIR, {"beta": 2.0, "gamma": 0.6}, simpo)


def orpo(s, p):
    r = {v: log_odds(mean(s[v])) for v in PAIR}
    return -mean(s["chosen"]) - p["lambda"] * LS(r["chosen"] - r["rejected"]), r


case("orpo", PAIR, {"lambda": 0.25}, orpo)


def supervised(v, p):
    """Cross-entropy per token, as TRL's trainers add it, or of the whole answer where the setting says so."""
    return -(v["policy"] if p.get("sft_reduction") == "sum" else mean(v))


SUM = {"sft_reduction": "sum"}


def cpo(s, p):
    r = {v: p["beta"] * s[v]["policy"] for v in PAIR}
    return -LS(r["chosen"] - r["rejected"]) + p["alpha"] * supervised(s["chosen"], p), r


case("cpo", PAIR, {"beta": 0.2, "alpha": 0.8}, cpo)
case("cpo", PAIR, {"beta": 0.2, "alpha": 0.8, **SUM}, cpo)


def kto(s, p):
    if "mismatched" in s:
        z = lr(s["mismatched"]).mean()
    else:
        z = torch.cat([lr(s["chosen"]), lr(s["rejected"])]).mean()
    z = z.detach().clamp(min=0)
    r = {v: p["beta"] * (lr(s[v]) - z) for v in PAIR}
    chosen = p["desirable_weight"] * (1 - torch.sigmoid(r["chosen"]))
    rejected = p["undesirable_weight"] * (1 - torch.sigmoid(-r["rejected"]))
    return (chosen + rejected) / 2, r


KTO = {"beta": 0.3, "desirable_weight": 1.0, "undesirable_weight": 1.33}
case("kto", PAIR, KTO, kto)
case("kto", PAIR + ["mismatched"], KTO, kto)


def dpop(s, p):
    penalty = torch.relu(-lr(s["chosen"]))
    r = scaled(s, p["beta"])
    r["chosen"] = r["chosen"] - p["beta"] * p["lambda"] * penalty
    return -LS(r["chosen"] - r["rejected"]), r


case("dpop", PAIR, {"beta": 0.3, "lambda": 2.0}, dpop)


def rpo(s, p):
    r = scaled(s, p["beta"])
    return -LS(r["chosen"] - r["rejected"]) + p["eta"] * p["beta"] * supervised(s["chosen"], p), r


case("rpo", PAIR, {"beta": 0.3, "eta": 0.4}, rpo)
case("rpo", PAIR, {"beta": 0.3, "eta": 0.4, **SUM}, rpo)


def flex(s, p):
    r = {"chosen": p["beta_chosen"] * lr(s["chosen"]), "rejected": p["beta_rejected"] * lr(s["rejected"])}
    return -LS(r["chosen"] - r["rejected"]), r


case("flex-dpo", PAIR, {"beta_chosen": 0.3, "beta_rejected": 0.05}, flex)


def sft(s, p):
    r = scaled(s, p["beta"])
    return -LS(r["chosen"] - r["rejected"]) + p["alpha"] * supervised(s["chosen"], p), r


case("sft-dpo", PAIR, {"beta": 0.3, "alpha": 0.15}, sft)
case("sft-dpo", PAIR, {"beta": 0.3, "alpha": 0.15, **SUM}, sft)


def asft(s, p):
    r = {v: log_odds(mean(s[v])) for v in PAIR}
    return -LS(r["chosen"]) - LS(-r["rejected"]) - p["sft_weight"] * mean(s["chosen"]), r


case("asft", PAIR, {"sft_weight": 0.0}, asft)
case("asft", PAIR, {"sft_weight": 0.5}, asft)


def first(r, views):
    """-log softmax of the first view's reward among all of them"""
    return torch.logsumexp(torch.stack([r[v] for v in views]), 0) - r[views[0]]


def top_one(views):
    def formula(s, p):
        r = scaled(s, p["beta"], views)
        return first(r, views), r
    return formula


THREE = PAIR + ["rejected_image"]
case("adavip", THREE, {"beta": 0.1, "rejected_images": 1}, top_one(THREE))
FOUR = THREE + ["rejected_image_2"]
case("adavip", FOUR, {"beta": 0.5, "rejected_images": 2}, top_one(FOUR))
NEGATIVES = PAIR + ["rejected_2", "rejected_3"]
case("s-dpo", NEGATIVES, {"beta": 0.4, "negatives": 3}, top_one(NEGATIVES))


def plackett_luce(s, p):
    views = [f"rank_{k}" for k in range(1, p["ranks"] + 1)]
    r = scaled(s, p["beta"], views)
    return sum(first(r, views[k:]) for k in range(len(views) - 1)), r


case("plackett-luce", ["rank_1", "rank_2", "rank_3", "rank_4"], {"beta": 0.3, "ranks": 4}, plackett_luce)


def plus_vision(s, p):
    r = scaled(s, p["beta"], THREE)
    language = -LS(r["chosen"] - r["rejected"])
    vision = -LS(r["chosen"] - r["rejected_image"])
    return language + p["vision_weight"] * vision, r


case("plus-vision", THREE, {"beta": 0.2, "vision_weight": 0.7}, plus_vision)



def mdpo(s, p):
    r = scaled(s, p["beta"], THREE)
    w = r["chosen"]
    return -LS(w - r["rejected"]) - LS(w - r["rejected_image"]) - LS(w - p["anchor"]), r


case("mdpo", THREE, {"beta": 0.3, "anchor": 0.1}, mdpo)


def image(s, p):
    r = scaled(s, p["beta"], ["chosen", "rejected_image"])
    other = r["rejected_image"].detach() if p["stop_gradient"] else r["rejected_image"]
    return -LS(r["chosen"] - other), r


case("image-preference", ["chosen", "rejected_image"], {"beta": 0.3, "stop_gradient": True}, image)
case("image-preference", ["chosen", "rejected_image"], {"beta": 0.3, "stop_gradient": False}, image)


def amp(s, p):
    views = [f"rank_{k}" for k in range(1, p["ranks"] + 1)]
    r = scaled(s, p["beta"], views)
    loss = 0
    for i in range(len(views)):
        for j in range(i + 1, len(views)):
            loss = loss - LS(r[views[i]] - r[views[j]])
            if i == 0:
                loss = loss - p["alpha"] * lr(s[views[0]])
    return loss, r


case("amp", ["rank_1", "rank_2", "rank_3"], {"beta": 0.3, "ranks": 3, "alpha": 1.0}, amp)


def tpo(s, p):
    r = {v: p["beta"] * s[v]["policy"] for v in PAIR}
    return -LS(r["chosen"] - r["rejected"]) + p["alpha"] * supervised(s["gold"], p), r


case("tpo", PAIR + ["gold"], {"beta": 0.2, "alpha": 0.6}, tpo)
case("tpo", PAIR + ["gold"], {"beta": 0.2, "alpha": 0.6, **SUM}, tpo)


def vpo(s, p):
    r = scaled(s, p["beta"], PAIR + ["calibration"])
    sign = 1 if p["online"] else -1
    return -LS(r["chosen"] - r["rejected"]) + sign * p["alpha"] * r["calibration"], r


case("vpo", PAIR + ["calibration"], {"beta": 0.3, "alpha": 0.4, "online": False}, vpo)
case("vpo", PAIR + ["calibration"], {"beta": 0.3, "alpha": 0.4, "online": True}, vpo)


def weighted(s, c, p):
    r = scaled(s, p["beta"])
    return -c["weight"] * LS(r["chosen"] - r["rejected"]), r


case("weighted-dpo", PAIR, {"beta": 0.3}, weighted, ["weight"])


def da_dpo(s, c, p):
    k = p["alpha"] * (1 + c["score_gap"].abs())
    r = {v: p["beta"] * k * lr(s[v]) for v in PAIR}
    return -LS(r["chosen"] - r["rejected"]), r


case("da-dpo", PAIR, {"beta": 0.3, "alpha": 0.8}, da_dpo, ["score_gap"])


def madpo(s, col, p):
    r = scaled(s, p["beta"])
    m = col["reward_margin"]
    ratio = (p["c_max"] - 1) / (1 - p["c_min"])
    c = p["c_min"] + (p["c_max"] - p["c_min"]) / (1 + ratio * torch.exp(p["lambda"] * (m.abs() - p["tau"])))
    w = torch.where(m > -p["tau"], torch.sigmoid(c * m) / torch.sigmoid(m), torch.ones_like(m))
    return -w * LS(r["chosen"] - r["rejected"]), r


case("madpo", PAIR, {"beta": 0.3, "c_min": 0.4, "c_max": 2.5, "lambda": 1.2, "tau": 0.8}, madpo, ["reward_margin"])


def ddpo():
    p = {"beta": 0.6, "gamma": 4.0}
    lengths = {"chosen": [3, 5, 2, 4, 6], "rejected": [4, 2, 6, 3, 5]}
    policy = {v: [(-3 * torch.rand(n, dtype=torch.float64)).requires_grad_() for n in lengths[v]] for v in PAIR}
    reference = {v: [-3 * torch.rand(n, dtype=torch.float64) for n in lengths[v]] for v in PAIR}
    marks = {v: [(torch.rand(n) < 0.4).double() for n in lengths[v]] for v in PAIR}

    def reward(v, i):
        w = 1 + (p["gamma"] - 1) * marks[v][i]
        return p["beta"] * (w * (policy[v][i] - reference[v][i])).sum() / w.sum()

    r = {v: torch.stack([reward(v, i) for i in range(N)]) for v in PAIR}
    loss = -LS(r["chosen"] - r["rejected"])
    loss.mean().backward()
    rows = lambda xs: [x.detach().tolist() for x in xs]
    CASES.append({
        "loss": {"loss": "ddpo", **p},
        "scores": {"views": {v: {"policy_tokens": rows(policy[v]), "reference_tokens": rows(reference[v]),
                                 "marks": [m.int().tolist() for m in marks[v]]} for v in PAIR}},
        "expected": {"loss": loss.tolist(), "rewards": {v: r[v].tolist() for v in PAIR},
                     "gradient": {v: [x.grad.sum().item() for x in policy[v]] for v in PAIR}},
    })


ddpo()


def sppo(s, p):
    t = 1 / (2 * p["beta"])
    return (lr(s["chosen"]) - t) ** 2 + (lr(s["rejected"]) + t) ** 2, scaled(s, p["beta"])


case("sppo", PAIR, {"beta": 0.3}, sppo)


def apo_zero(s, p):
    r = scaled(s, p["beta"])
    return 1 - torch.sigmoid(r["chosen"]) + torch.sigmoid(r["rejected"]), r


case("apo-zero", PAIR, {"beta": 0.3}, apo_zero)


def length_dpo(s, p):
    r = {v: p["beta"] * lr(s[v]) + p["alpha"] * s[v]["tokens"] for v in PAIR}
    return -LS(r["chosen"] - r["rejected"]), r


case("length-dpo", PAIR, {"beta": 0.3, "alpha": 0.05}, length_dpo)


def sem_dpo(s, c, p):
    r = scaled(s, p["beta"])
    return -torch.exp(-p["alpha"] * (1 - c["cosine"])) * LS(r["chosen"] - r["rejected"]), r


case("sem-dpo", PAIR, {"beta": 0.3, "alpha": 1.5}, sem_dpo, ["cosine"])


def modpo(s, c, p):
    r = scaled(s, p["beta"])
    return -LS((r["chosen"] - r["rejected"] - c["other_margin"]) / p["weight"]), r


case("modpo", PAIR, {"beta": 0.3, "weight": 0.7}, modpo, ["other_margin"])



TRIPLE = ["rank_1", "rank_2", "rank_3"]


def pro(s, c, p):
    q = [mean(s[v]) for v in TRIPLE]
    r = [c[f"score_{k}"] for k in (1, 2, 3)]
    # The authors' code: sft_weight * (number of answers - 1)^2 on the SUM of the best answer's log-probabilities.
    loss = -p["alpha"] * (p["ranks"] - 1) ** 2 * s[TRIPLE[0]]["policy"]
    for k in range(2):
        gaps = [r[k] - r[i] for i in range(k + 1, 3)]
        scaled_logits = [q[k] * torch.stack(gaps).max(0).values] + [q[i] * (r[k] - r[i]) for i in range(k + 1, 3)]
        loss = loss - torch.log_softmax(torch.stack(scaled_logits), 0)[0]
    return loss, dict(zip(TRIPLE, q))


case("pro", TRIPLE, {"ranks": 3, "alpha": 0.2}, pro, ["score_1", "score_2", "score_3"], "score")


def irpo(s, c, p):
    r = scaled(s, p["beta"], TRIPLE)
    loss = 0
    for i, v in enumerate(TRIPLE):
        w = (2 ** c[f"relevance_{i + 1}"] - 1) / torch.log2(torch.tensor(2.0 + i, dtype=torch.float64))
        ratio = torch.stack([torch.exp(r[u] - r[v]) for u in TRIPLE if u != v]).mean(0)
        loss = loss - w * LS(-torch.log(ratio))
    return loss / 3, r


case("irpo", TRIPLE, {"beta": 0.3, "ranks": 3}, irpo, ["relevance_1", "relevance_2", "relevance_3"], "relevance")



# Drawn last, so that the other views keep their numbers.
VIEWS["rejected_on_rejected_image"] = view()


def v_dpo(s, p):
    g = p["guidance"]

    def guided(answer, elsewhere):
        without = s[elsewhere]["policy"].detach()
        return p["beta"] * (g * s[answer]["policy"] - (g - 1) * without - s[answer]["reference"])

    w, l = guided("chosen", "rejected_image"), guided("rejected", "rejected_on_rejected_image")
    image = p["beta"] * lr(s["rejected_image"]).detach()
    loss = -LS(w - l) - p["image_weight"] * LS(p["beta"] * lr(s["chosen"]) - image)
    return loss, {"chosen": w, "rejected": l, "rejected_image": image}


for settings in ({"beta": 0.3, "guidance": 1.5, "image_weight": 1.0},
                 {"beta": 0.1, "guidance": 1.0, "image_weight": 0.5}):
    case("v-dpo", ["chosen", "rejected", "rejected_image", "rejected_on_rejected_image"], settings, v_dpo)

head = json.dumps({"generator": "losses.py", "torch": torch.__version__})
print(head[:-1] + ', "cases": [\n' + ",\n".join(json.dumps(c) for c in CASES) + "\n]}")

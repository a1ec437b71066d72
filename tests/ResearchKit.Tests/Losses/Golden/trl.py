"""Golden values in TRL's words, computed by PyTorch in float64.

    python3 trl.py > trl.golden.json

losses.py writes formulas down from papers. Here every loss is written as TRL's trainers (or the authors' code, where
TRL lacks the loss) state it: from summed or averaged scores, with TRL's names, masks instead of lengths, and its order
of operations. A slip of reading would have to be made twice, in two different forms, to pass.
"""
import json
import torch
import torch.nn.functional as F

torch.manual_seed(20260228)
N, WIDTH = 6, 9
CASES = []


def answers():
    lengths = torch.randint(2, WIDTH + 1, (N,))
    mask = (torch.arange(WIDTH)[None] < lengths[:, None]).double()
    policy = -(0.1 + 1.5 * torch.rand(N, WIDTH, dtype=torch.float64))
    reference = (policy + 0.5 * torch.randn(N, WIDTH, dtype=torch.float64)).clamp(max=-0.01)
    return {"policy": policy, "reference": reference, "mask": mask}


VIEWS = {name: answers() for name in ["chosen", "rejected", "rejected_2", "chosen_2", "sample"]}
SCORE = {name: 2 * torch.rand(N, dtype=torch.float64) for name in VIEWS}
SCORE["chosen"] = SCORE["rejected"] + 0.2 + torch.rand(N, dtype=torch.float64)
ADVANTAGE = torch.randn(N, dtype=torch.float64)
OLD = {name: (v["policy"] + 0.3 * torch.randn(N, WIDTH, dtype=torch.float64)).clamp(max=-0.01)
       for name, v in VIEWS.items()}
FORWARD_KL = {name: 0.3 * torch.rand(N, WIDTH, dtype=torch.float64) for name in VIEWS}
KL = {name: 0.3 * torch.rand(N, WIDTH, dtype=torch.float64) for name in VIEWS}
COLLISION = {name: -torch.rand(N, WIDTH, dtype=torch.float64) for name in VIEWS}
TOKEN_ADVANTAGE = {"sample": torch.randn(N, WIDTH, dtype=torch.float64)}
ENTROPY = {"sample": torch.rand(N, WIDTH, dtype=torch.float64)}


def rows(values, mask):
    return [v[m > 0].tolist() for v, m in zip(values.detach(), mask)]


def case(loss, views, compute, rewards, tokens=None, answer_columns=None, columns=None):
    """compute(batch) -> per-sequence loss; batch maps a view to per_token_logps, ref_per_token_logps, mask and sums."""
    batch = {}
    for v in views:
        per_token = VIEWS[v]["policy"].clone().requires_grad_()
        mask = VIEWS[v]["mask"]
        batch[v] = {"per_token_logps": per_token, "ref_per_token_logps": VIEWS[v]["reference"], "mask": mask,
                    "logps": (per_token * mask).sum(1), "ref_logps": (VIEWS[v]["reference"] * mask).sum(1)}
        batch[v]["logps"].retain_grad()
    losses = compute(batch)
    losses.mean().backward()
    document = {}
    for v in views:
        b = batch[v]
        if tokens is None:
            document[v] = {"policy": b["logps"].tolist(), "reference": b["ref_logps"].tolist(),
                           "tokens": b["mask"].sum(1).tolist()}
        else:
            document[v] = {"policy_tokens": rows(b["per_token_logps"], b["mask"]),
                           "reference_tokens": rows(b["ref_per_token_logps"], b["mask"]),
                           **{name: rows(values[v], b["mask"]) for name, values in tokens.items()}}
        document[v].update({name: values[v].tolist() for name, values in (answer_columns or {}).items()})
    CASES.append({
        "loss": loss,
        "scores": {"views": document, **({"columns": columns} if columns else {})},
        "expected": {
            "loss": losses.tolist(),
            "rewards": {v: r.detach().tolist() for v, r in rewards(batch).items()},
            # By token the mask's share is summed; by answer it is the gradient of the summed log-probability.
            "gradient": {v: ((batch[v]["per_token_logps"].grad * batch[v]["mask"]).sum(1) if tokens is not None
                             else batch[v]["logps"].grad).tolist() for v in views},
        },
    })


PAIR = ["chosen", "rejected"]


def logratios(batch, v):
    return batch[v]["logps"] - batch[v]["ref_logps"]


def scaled(beta):
    return lambda batch: {v: beta * logratios(batch, v) for v in PAIR}


def pair(loss, compute, rewards=None, beta=None):
    """compute(chosen_scores, rejected_scores, batch), in DPOTrainer's names."""
    beta = loss.get("beta") if beta is None else beta
    case(loss, PAIR, lambda batch: compute(logratios(batch, "chosen"), logratios(batch, "rejected"), batch),
         rewards or scaled(beta))


B = 0.3
pair({"loss": "dpo", "beta": B, "label_smoothing": 0.0}, lambda w, l, _: -F.logsigmoid(B * (w - l)))
pair({"loss": "hinge", "beta": B}, lambda w, l, _: torch.relu(1 - B * (w - l)))


def ipo(w, l, batch):
    chosen_avg_score = w / batch["chosen"]["mask"].sum(dim=1).clamp(min=1.0)
    rejected_avg_score = l / batch["rejected"]["mask"].sum(dim=1).clamp(min=1.0)
    return (chosen_avg_score - rejected_avg_score - 1 / (2 * B)) ** 2


pair({"loss": "ipo", "beta": B, "reduction": "mean"}, ipo,
     lambda batch: {v: B * logratios(batch, v) / batch[v]["mask"].sum(1) for v in PAIR})


def exo_pair(w, l, _, epsilon=0.01):
    qw, log_qw = torch.sigmoid(B * (w - l)), F.logsigmoid(B * (w - l))
    ql, log_ql = torch.sigmoid(-B * (w - l)), F.logsigmoid(-B * (w - l))
    epsilon = torch.tensor(epsilon, dtype=torch.float64)
    return qw * (log_qw - torch.log1p(-epsilon)) + ql * (log_ql - torch.log(epsilon))


pair({"loss": "exo-pair", "beta": B, "label_smoothing": 0.01}, exo_pair)
pair({"loss": "nca-pair", "beta": B},
     lambda w, l, _: -F.logsigmoid(B * w) - 0.5 * F.logsigmoid(-B * w) - 0.5 * F.logsigmoid(-B * l))


def robust(w, l, _, smoothing=0.2):
    clean = -(1 - smoothing) * F.logsigmoid(B * (w - l))
    flipped = -smoothing * F.logsigmoid(-B * (w - l))
    return (clean - flipped) / (1 - 2 * smoothing)


pair({"loss": "rdpo", "beta": B, "flip_rate": 0.2}, robust)
pair({"loss": "bco-pair", "beta": B, "reward_shift": False},
     lambda w, l, _: -F.logsigmoid(B * w) - F.logsigmoid(-(B * l)))


def bco_running(w, l, _):
    # DPOTrainer before the shift was dropped, at the first step: the running mean is the batch's.
    delta = torch.cat((B * w, B * l), 0).mean().detach()
    return -F.logsigmoid(B * w - delta) - F.logsigmoid(-(B * l - delta))


pair({"loss": "bco-pair", "beta": B, "reward_shift": True}, bco_running)
pair({"loss": "sppo", "beta": B}, lambda w, l, _: (w - 0.5 / B) ** 2 + (l + 0.5 / B) ** 2)


def unsorted(values, key):
    """TRL's values come in sorted order; they belong to the rows of the sorted quantity."""
    return values[torch.argsort(torch.argsort(key.detach()))]


def aot(smoothing):
    def compute(w, l, batch):
        logratios_ = batch["chosen"]["logps"] - batch["rejected"]["logps"]
        ref_logratios = batch["chosen"]["ref_logps"] - batch["rejected"]["ref_logps"]
        delta = torch.sort(logratios_, dim=0)[0] - torch.sort(ref_logratios, dim=0)[0]
        losses = -F.logsigmoid(B * delta) * (1 - smoothing) - F.logsigmoid(-B * delta) * smoothing
        return unsorted(losses, logratios_)
    return compute


def aot_unpaired(smoothing):
    def compute(w, l, _):
        delta = torch.sort(w, dim=0)[0] - torch.sort(l, dim=0)[0]
        losses = -F.logsigmoid(B * delta) * (1 - smoothing) - F.logsigmoid(-B * delta) * smoothing
        return unsorted(losses, w)
    return compute


for smoothing in (0.0, 0.1):
    pair({"loss": "aot", "beta": B, "label_smoothing": smoothing}, aot(smoothing))
    pair({"loss": "aot-unpaired", "beta": B, "label_smoothing": smoothing}, aot_unpaired(smoothing))
pair({"loss": "apo-zero", "beta": B}, lambda w, l, _: (1 - torch.sigmoid(B * w)) + torch.sigmoid(B * l))
pair({"loss": "apo-down", "beta": B}, lambda w, l, _: torch.sigmoid(B * w) + (1 - torch.sigmoid(B * (w - l))))


def discopop(w, l, _, tau=0.05):
    logits = (w - l) * B
    modulation = torch.sigmoid(logits / tau)
    return -F.logsigmoid(logits) * (1 - modulation) + torch.exp(-logits) * modulation


pair({"loss": "discopop", "beta": B, "tau": 0.05}, discopop)


def sigmoid_norm(w, l, batch):
    w = w / batch["chosen"]["mask"].sum(1).clamp(min=1.0)
    l = l / batch["rejected"]["mask"].sum(1).clamp(min=1.0)
    return -F.logsigmoid(5.0 * (w - l))


pair({"loss": "sigmoid-norm", "beta": 5.0, "label_smoothing": 0.0}, sigmoid_norm,
     lambda batch: {v: 5.0 * logratios(batch, v) / batch[v]["mask"].sum(1) for v in PAIR})

SCORES = {
    "reverse_kl": lambda x, a: x,
    "forward_kl": lambda x, a: -torch.exp(-x),
    "js": lambda x, a: F.logsigmoid(x),
    "alpha": lambda x, a: torch.exp((a - 1.0) * x) / (a - 1.0),
    "chi2_kl": lambda x, a: torch.exp(x) + x,  # not in TRL: chi-PO's link u + log u
}
for name, score in SCORES.items():
    for a in (0.5,) if name != "alpha" else (0.5, 2.0, -0.5):
        pair({"loss": "f-dpo", "beta": B, "divergence": name, "alpha": a},
             lambda w, l, _, f=score, a=a: -F.logsigmoid(B * (f(w, a) - f(l, a))),
             lambda batch, f=score, a=a: {v: B * f(logratios(batch, v), a) for v in PAIR})


def beta_dpo(running):
    # beta_used = beta * (1 + alpha * (gap.mean() - gap_mean)), with gaps in units of the reward
    def used(batch):
        if running is None:  # at the first step the running mean is the batch's own
            return B
        gap = B * (logratios(batch, "chosen") - logratios(batch, "rejected")).detach()
        return B * (1 + 0.6 * (gap.mean() - running))
    case({"loss": "beta-dpo", "beta": B, "alpha": 0.6, "momentum": 0.9}, PAIR,
         lambda batch: -F.logsigmoid(used(batch) * (logratios(batch, "chosen") - logratios(batch, "rejected"))),
         lambda batch: {v: used(batch) * logratios(batch, v) for v in PAIR},
         columns=None if running is None else {"margin_mean": [running] * N})


beta_dpo(None)
beta_dpo(0.25)


def wpo(batch):
    losses = -F.logsigmoid(B * (logratios(batch, "chosen") - logratios(batch, "rejected")))
    for v in PAIR:
        mask = batch[v]["mask"]
        aligned = (batch[v]["per_token_logps"] - COLLISION[v]) * mask
        losses = losses * torch.exp(aligned.sum(1) / mask.sum(1).clamp_min(1)).detach()
    return losses


case({"loss": "wpo", "beta": B}, PAIR, wpo, scaled(B), tokens={"collision": COLLISION})


def cpo_hinge(batch, delta=1.5, alpha=0.4):
    # CPOTrainer with loss_type="hinge", beta = 1/delta, cpo_alpha = alpha/delta, times delta
    beta, cpo_alpha = 1 / delta, alpha / delta
    losses = torch.relu(1 - beta * (batch["chosen"]["logps"] - batch["rejected"]["logps"]))
    nll = -batch["chosen"]["logps"] / batch["chosen"]["mask"].sum(1)
    return delta * (losses + cpo_alpha * nll)


case({"loss": "slic-hf", "delta": 1.5, "alpha": 0.4}, PAIR, cpo_hinge,
     lambda batch: {v: batch[v]["logps"] for v in PAIR})


def mapo(batch, beta=0.2, snr=0.5):
    # the authors' train.py, with the cross-entropy per token as model_losses
    model_losses_w, model_losses_l = (-batch[v]["logps"] / batch[v]["mask"].sum(1) for v in PAIR)
    log_odds = (snr * model_losses_w) / (torch.exp(snr * model_losses_w) - 1) - (
        snr * model_losses_l) / (torch.exp(snr * model_losses_l) - 1)
    return model_losses_w - beta * F.logsigmoid(log_odds)


def mapo_reward(batch, snr=0.5):
    x = {v: -snr * batch[v]["logps"] / batch[v]["mask"].sum(1) for v in PAIR}
    return {v: x[v] / (torch.exp(x[v]) - 1) for v in PAIR}


case({"loss": "mapo", "beta": 0.2, "scale": 0.5}, PAIR, mapo, mapo_reward)


def alphapo(batch, beta=2.5, gamma=0.25, alpha=0.4):
    r = alphapo_reward(batch)
    return -F.logsigmoid(beta * ((r["chosen"] - r["rejected"]) / beta - gamma / beta))


def alphapo_reward(batch, beta=2.5, alpha=0.4):
    p = {v: torch.exp(batch[v]["logps"] / batch[v]["mask"].sum(1)) for v in PAIR}
    return {v: beta * (1 - p[v].pow(-alpha)) / alpha for v in PAIR}


case({"loss": "alphapo", "beta": 2.5, "gamma": 0.25, "alpha": 0.4}, PAIR, alphapo, alphapo_reward)


def tdpo(batch, alpha=0.5, if_tdpo2=True):
    # the authors' tdpo_loss
    margin = {v: ((batch[v]["per_token_logps"] - batch[v]["ref_per_token_logps"]) * batch[v]["mask"]).sum(-1)
              for v in PAIR}
    position_kl = {v: (FORWARD_KL[v] * batch[v]["mask"]).sum(-1) for v in PAIR}
    logits = margin["chosen"] - margin["rejected"] - alpha * (position_kl["rejected"] - position_kl["chosen"].detach())
    return -F.logsigmoid(B * logits)


case({"loss": "tdpo", "beta": B, "alpha": 0.5, "stop_gradient": True}, PAIR, tdpo,
     lambda batch: {v: B * (logratios(batch, v) + (FORWARD_KL[v] * batch[v]["mask"]).sum(1)) for v in PAIR},
     tokens={"forward_kl": FORWARD_KL})
case({"loss": "hypo", "beta": B, "lambda": 0.2}, PAIR + ["sample"],
     lambda batch: -F.logsigmoid(B * (logratios(batch, "chosen") - logratios(batch, "rejected")))
     + 0.2 * (KL["sample"] * batch["sample"]["mask"]).sum(1) + 0 * batch["sample"]["logps"],
     scaled(B), tokens={"kl": KL})

case({"loss": "odpo", "beta": B, "alpha": 0.7}, PAIR,
     lambda batch: -F.logsigmoid(B * (logratios(batch, "chosen") - logratios(batch, "rejected"))
                                 - 0.7 * torch.log(SCORE["chosen"] - SCORE["rejected"])),
     scaled(B), answer_columns={"score": SCORE})
case({"loss": "rebel", "eta": 0.8}, PAIR,
     lambda batch: ((logratios(batch, "chosen") - logratios(batch, "rejected")) / 0.8
                    - (SCORE["chosen"] - SCORE["rejected"])) ** 2,
     scaled(1 / 0.8), answer_columns={"score": SCORE})


def dno(batch, eta=0.4):
    logits = eta * (logratios(batch, "chosen") - logratios(batch, "rejected"))
    target = torch.sigmoid(SCORE["chosen"] - SCORE["rejected"])
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none")


case({"loss": "dno", "eta": 0.4}, PAIR, dno, scaled(0.4), answer_columns={"score": SCORE})


def conditional(batch, gamma=0.05):
    psi = sum(gamma / torch.exp(batch[v]["ref_logps"] / batch[v]["mask"].sum(1)) for v in PAIR)
    return -F.logsigmoid(B * (logratios(batch, "chosen") - logratios(batch, "rejected")) - psi)


case({"loss": "conditional-dpo", "beta": B, "gamma": 0.05}, PAIR, conditional, scaled(B))
case({"loss": "npo", "beta": B}, ["rejected"],
     lambda batch: -F.logsigmoid(-B * logratios(batch, "rejected")) * 2 / B,
     lambda batch: {"rejected": B * logratios(batch, "rejected")})
case({"loss": "anchor", "view": "rejected", "beta": B, "anchor": 0.4}, ["rejected"],
     lambda batch: -F.logsigmoid(B * logratios(batch, "rejected") - 0.4),
     lambda batch: {"rejected": B * logratios(batch, "rejected")})
for reduction in ("mean", "sum"):
    case({"loss": "sft", "view": "chosen", "reduction": reduction}, ["chosen"],
         lambda batch, r=reduction: -batch["chosen"]["logps"] / (batch["chosen"]["mask"].sum(1) if r == "mean" else 1),
         lambda batch, r=reduction: {"chosen": batch["chosen"]["logps"]
                                     / (batch["chosen"]["mask"].sum(1) if r == "mean" else 1)})


def disco(batch, tau=0.7, c=3.0, d=0.01):
    score = {v: batch[v]["logps"] / batch[v]["mask"].sum(1) for v in batch}
    right, wrong = ["chosen", "chosen_2"], ["rejected", "rejected_2"]
    objective = 0
    for i in right:
        objective = objective + (score[i] - tau * torch.log(sum(torch.exp(score[j] / tau) for j in wrong) / 2)) / 2
    kl = sum(((OLD[v] - batch[v]["per_token_logps"]) * batch[v]["mask"]).sum(1) / batch[v]["mask"].sum(1)
             for v in right + wrong) / 4
    return -objective + c / 2 * torch.clamp(kl - d, min=0) ** 2


case({"loss": "disco", "positives": 2, "negatives": 2, "tau": 0.7, "penalty": 3.0, "radius": 0.01},
     ["chosen", "rejected", "rejected_2", "chosen_2"], disco,
     lambda batch: {v: batch[v]["logps"] / batch[v]["mask"].sum(1) for v in batch}, tokens={"old": OLD})

# GRPOTrainer._compute_loss
A = {"sample": ADVANTAGE}


def grpo(loss_type, eps_low=0.2, eps_high=0.2, beta=0.0, level="token", **extra):
    def compute(batch):
        per_token_logps = batch["sample"]["per_token_logps"]
        ref, mask = batch["sample"]["ref_per_token_logps"], batch["sample"]["mask"]
        advantages = ADVANTAGE.unsqueeze(1)
        log_ratio = per_token_logps - OLD["sample"]
        if level == "token":
            log_importance_weights = log_ratio
        else:
            log_importance_weights = ((log_ratio * mask).sum(-1) / mask.sum(-1).clamp(min=1.0)).unsqueeze(-1)
        coef_1 = torch.exp(log_importance_weights)
        if loss_type == "cispo":
            clamped = torch.clamp(coef_1, max=eps_high).detach()
            per_token_loss = -clamped * advantages * per_token_logps
        elif loss_type == "sapo":
            tau = torch.where(advantages > 0, extra["pos"], extra["neg"])
            per_token_loss = -torch.sigmoid(tau * (coef_1 - 1)) * 4.0 / tau * advantages
        else:
            coef_2 = torch.clamp(coef_1, 1 - eps_low, 1 + eps_high)
            per_token_loss = -torch.min(coef_1 * advantages, coef_2 * advantages)
        if beta != 0.0:
            per_token_loss = per_token_loss + beta * (torch.exp(ref - per_token_logps) - (ref - per_token_logps) - 1)
        per_sequence = (per_token_loss * mask).sum(-1)
        if loss_type in ("grpo", "sapo"):
            return per_sequence / mask.sum(-1).clamp(min=1.0)
        if loss_type == "dr_grpo":
            return per_sequence / extra["max_completion_length"]
        # dapo, cispo: the batch's sum over the number of its tokens; per row so that the mean is that
        return per_sequence * N / mask.sum()
    return compute


def on_sample(loss, compute, tokens=None):
    case(loss, ["sample"], compute, lambda batch: {"sample": ADVANTAGE}, tokens=tokens or {"old": OLD},
         answer_columns={"advantage": A})


on_sample({"loss": "grpo", "epsilon": 0.2, "beta": 0.04}, grpo("grpo", beta=0.04))
on_sample({"loss": "grpo", "epsilon": 0.1, "beta": 0.0}, grpo("grpo", 0.1, 0.1))
on_sample({"loss": "dapo", "epsilon_low": 0.2, "epsilon_high": 0.28}, grpo("dapo", 0.2, 0.28))
on_sample({"loss": "dr-grpo", "epsilon": 0.2, "max_tokens": 16}, grpo("dr_grpo", max_completion_length=16))
on_sample({"loss": "gspo", "epsilon_low": 0.03, "epsilon_high": 0.04}, grpo("grpo", 0.03, 0.04, level="sequence"))
on_sample({"loss": "cispo", "max_ratio": 1.2}, grpo("cispo", eps_high=1.2))
on_sample({"loss": "sapo", "tau_positive": 1.0, "tau_negative": 1.05},
          grpo("sapo", pos=torch.tensor(1.0, dtype=torch.float64), neg=torch.tensor(1.05, dtype=torch.float64)))


def ppo(batch, cliprange=0.2, bonus=0.1):
    # PPOTrainer: pg_losses and their clipped form, the larger of the two
    mask, advantages = batch["sample"]["mask"], TOKEN_ADVANTAGE["sample"]
    ratio = torch.exp(batch["sample"]["per_token_logps"] - OLD["sample"])
    pg_losses = -advantages * ratio
    pg_losses2 = -advantages * torch.clamp(ratio, 1.0 - cliprange, 1.0 + cliprange)
    values = torch.max(pg_losses, pg_losses2) - bonus * ENTROPY["sample"]
    return (values * mask).sum(1) / mask.sum(1)


case({"loss": "ppo", "epsilon": 0.2, "entropy_bonus": 0.1}, ["sample"], ppo,
     lambda batch: {"sample": (TOKEN_ADVANTAGE["sample"] * batch["sample"]["mask"]).sum(1)
                    / batch["sample"]["mask"].sum(1)},
     tokens={"old": OLD, "advantage": TOKEN_ADVANTAGE, "entropy": ENTROPY})
case({"loss": "reinforce"}, ["sample"], lambda batch: -ADVANTAGE * batch["sample"]["logps"],
     lambda batch: {"sample": ADVANTAGE}, answer_columns={"advantage": A})
case({"loss": "awr", "beta": 0.7, "max_weight": 3.0}, ["sample"],
     lambda batch: -torch.clamp(torch.exp(ADVANTAGE / 0.7), max=3.0) * batch["sample"]["logps"],
     lambda batch: {"sample": ADVANTAGE}, answer_columns={"advantage": A})


def implicit_reward_sft(phi, beta=0.3):
    # IQ-Learn's expert term with the implicit reward of DPO in place of Q - gamma V
    return lambda batch: -phi(beta * logratios(batch, "chosen")) / beta


# conjugates of f(t) = |t - 1|/2, (t - 1)^2 and (sqrt(t) - 1)^2, negated twice
def hellinger(x):
    inside = x > -0.5
    return torch.where(inside, x / (1 + torch.where(inside, x, torch.zeros_like(x))), 4 * x + 1)


PHI = {"total_variation": lambda x: x, "chi_squared": lambda x: x - x ** 2 / 4, "hellinger": hellinger}
for name, phi in PHI.items():
    case({"loss": "implicit-reward-sft", "view": "chosen", "beta": 0.3, "divergence": name}, ["chosen"],
         implicit_reward_sft(phi), lambda batch: {"chosen": 0.3 * logratios(batch, "chosen")})
# OPA-DPO's trainer: mDPO_anchor false
case({"loss": "anchor", "view": "rejected", "beta": B, "anchor": 0.4, "squared": True}, ["rejected"],
     lambda batch: (B * logratios(batch, "rejected") - 0.4) ** 2,
     lambda batch: {"rejected": B * logratios(batch, "rejected")})

head = json.dumps({"generator": "trl.py", "torch": torch.__version__})
print(head[:-1] + ', "cases": [\n' + ",\n".join(json.dumps(c) for c in CASES) + "\n]}")

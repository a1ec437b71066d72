"""Tiny random LLaVA models written from the published architecture, with numbers to hold ours against.

    python3 reference.py     needs PyTorch (environment/install-optional.sh pytorch); writes *.json beside itself

Nothing here is shared with the C#: attention is an explicit softmax with an explicit mask, rotary embedding is complex
multiplication after a permutation of each head, patches are a convolution, images are spliced in row by row. Weights are
not stored: both sides compute them from a formula of name and position, so that a fixture is small and readable.
"""
import json
import math
import pathlib
import zlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent


def values(name, shape):
    """The weight of that name: element i is scale * sin(phase + 0.7 (i + 1)^1.1), rounded to float32."""
    count = math.prod(shape)
    phase = zlib.crc32(name.encode()) % 1000 / 100
    i = torch.arange(1, count + 1)
    wave = torch.sin(phase + 0.7 * i ** 1.1)
    gain = len(shape) == 1 and name.endswith("weight")
    x = 1 + 0.1 * wave if gain else 0.3 * wave
    return x.float().double().reshape(shape)


class Weights(dict):
    def get(self, name, *shape):
        if name not in self:
            self[name] = values(name, shape).requires_grad_()
        return self[name]

    def linear(self, x, name, outputs, bias):
        y = x @ self.get(name + ".weight", outputs, x.shape[-1]).T
        return y + self.get(name + ".bias", outputs) if bias else y


def layer_norm(w, x, name, eps):
    d = x.shape[-1]
    centered = x - x.mean(-1, keepdim=True)
    y = centered / torch.sqrt((centered ** 2).mean(-1, keepdim=True) + eps)
    return y * w.get(name + ".weight", d) + w.get(name + ".bias", d)


def rms_norm(w, x, name, eps):
    return x / torch.sqrt((x ** 2).mean(-1, keepdim=True) + eps) * w.get(name + ".weight", x.shape[-1])


def activation(name, x):
    return x * torch.sigmoid(1.702 * x) if name == "quick_gelu" else x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))


def attend(q, k, v, allowed):
    """q [heads, tokens, width]; allowed [tokens, tokens] or None."""
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if allowed is not None:
        scores = scores.masked_fill(~allowed, -1e30)
    return torch.softmax(scores, -1) @ v


def heads(x, n):
    return x.reshape(x.shape[0], n, -1).transpose(0, 1)


def join(x):
    return x.transpose(0, 1).reshape(x.shape[1], -1)


def tower(w, c, image, layers):
    p = "vision_tower.vision_model."
    d = c["hidden_size"]
    kernel = w.get(p + "embeddings.patch_embedding.weight", d, 3, c["patch_size"], c["patch_size"])
    patches = F.conv2d(image[None], kernel, stride=c["patch_size"])[0].flatten(1).T
    x = torch.cat([w.get(p + "embeddings.class_embedding", d)[None], patches])
    x = x + w.get(p + "embeddings.position_embedding.weight", len(x), d)
    x = layer_norm(w, x, p + "pre_layrnorm", 1e-5)
    for i in range(layers):
        n = f"{p}encoder.layers.{i}."
        y = layer_norm(w, x, n + "layer_norm1", 1e-5)
        q, k, v = (heads(w.linear(y, f"{n}self_attn.{m}_proj", d, True), c["num_attention_heads"]) for m in "qkv")
        x = x + w.linear(join(attend(q, k, v, None)), n + "self_attn.out_proj", d, True)
        y = layer_norm(w, x, n + "layer_norm2", 1e-5)
        y = activation(c["hidden_act"], w.linear(y, n + "mlp.fc1", c["intermediate_size"], True))
        x = x + w.linear(y, n + "mlp.fc2", d, True)
    return x


def rotate(x, positions, theta):
    """x [heads, tokens, width]: components i and i + width / 2 are one complex number, turned by its angle."""
    half = x.shape[-1] // 2
    frequency = theta ** (-torch.arange(half) * 2 / x.shape[-1])
    turn = torch.polar(torch.ones(len(positions), half), positions[:, None] * frequency)
    z = torch.complex(x[..., :half], x[..., half:]) * turn
    return torch.cat([z.real, z.imag], -1)


def decode(w, c, x):
    p = "language_model.model."
    n_q, n_k = c["num_attention_heads"], c["num_key_value_heads"]
    width = c["head_dim"]
    tokens = len(x)
    allowed = torch.tensor([[j <= i for j in range(tokens)] for i in range(tokens)])
    positions = torch.arange(tokens, dtype=torch.float64)
    for i in range(c["num_hidden_layers"]):
        n = f"{p}layers.{i}."
        y = rms_norm(w, x, n + "input_layernorm", c["rms_norm_eps"])
        q = rotate(heads(w.linear(y, n + "self_attn.q_proj", n_q * width, False), n_q), positions, c["rope_theta"])
        k = rotate(heads(w.linear(y, n + "self_attn.k_proj", n_k * width, False), n_k), positions, c["rope_theta"])
        v = heads(w.linear(y, n + "self_attn.v_proj", n_k * width, False), n_k)
        read = torch.stack([attend(q[h], k[h * n_k // n_q], v[h * n_k // n_q], allowed) for h in range(n_q)])
        x = x + w.linear(join(read), n + "self_attn.o_proj", c["hidden_size"], False)
        y = rms_norm(w, x, n + "post_attention_layernorm", c["rms_norm_eps"])
        gate = w.linear(y, n + "mlp.gate_proj", c["intermediate_size"], False)
        up = w.linear(y, n + "mlp.up_proj", c["intermediate_size"], False)
        x = x + w.linear(gate * torch.sigmoid(gate) * up, n + "mlp.down_proj", c["hidden_size"], False)
    return rms_norm(w, x, p + "norm", c["rms_norm_eps"])


def logits(w, c, tokens, images):
    t, v = c["text_config"], c["vision_config"]
    layer = c["vision_feature_layer"]
    layers = layer if layer >= 0 else v["num_hidden_layers"] + 1 + layer
    table = w.get("language_model.model.embed_tokens.weight", t["vocab_size"], t["hidden_size"])
    features = []
    for image in images:
        x = tower(w, v, image, layers)
        x = x if c["vision_feature_select_strategy"] == "full" else x[1:]
        x = activation(c["projector_hidden_act"], w.linear(x, "multi_modal_projector.linear_1", t["hidden_size"], True))
        features += list(w.linear(x, "multi_modal_projector.linear_2", t["hidden_size"], True))
    rows = [features.pop(0) if token == c["image_token_index"] else table[token] for token in tokens]
    assert not features
    states = decode(w, t, torch.stack(rows))
    head = table if t["tie_word_embeddings"] else w.get("language_model.lm_head.weight", t["vocab_size"], t["hidden_size"])
    return states @ head.T


def image(number, size):
    i = torch.arange(3 * size * size)
    return torch.sin(0.3 * number + 0.11 * i).float().double().reshape(3, size, size)


def config(kv_heads, tied, full, layer, act):
    return {
        "model_type": "llava", "image_token_index": 11, "projector_hidden_act": "gelu", "vision_feature_layer": layer,
        "vision_feature_select_strategy": "full" if full else "default", "tie_word_embeddings": tied,
        "text_config": {
            "model_type": "llama", "vocab_size": 13, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
            "num_attention_heads": 4, "num_key_value_heads": kv_heads, "head_dim": 6, "max_position_embeddings": 40,
            "rms_norm_eps": 1e-5, "rope_theta": 500.0, "tie_word_embeddings": tied},
        "vision_config": {
            "model_type": "clip_vision_model", "image_size": 8, "patch_size": 4, "hidden_size": 12,
            "intermediate_size": 20, "num_hidden_layers": 2, "num_attention_heads": 3, "hidden_act": act}}


def case(c):
    """Three sequences: one image, two images, none; gradients of the mean of -log p over all next tokens."""
    patches = [11] * (5 if c["vision_feature_select_strategy"] == "full" else 4)
    sequences = [[1, *patches, 5, 7, 2], [1, 3, *patches, 4, *patches, 6, 9, 2], [1, 8, 10, 2]]
    images = [[0], [1, 2], []]
    w = Weights()
    out, loss, count = [], 0, 0
    for tokens, numbers in zip(sequences, images):
        y = logits(w, c, tokens, [image(n, 8) for n in numbers])
        out.append(y)
        loss = loss - torch.log_softmax(y[:-1], -1)[range(len(tokens) - 1), tokens[1:]].sum()
        count += len(tokens) - 1
    (loss / count).backward()
    return {
        "config": c, "sequences": sequences, "images": images,
        "logits": [[[round(v, 8) for v in row] for row in y.tolist()] for y in out],
        # Two numbers per gradient pin it: its sum and its product with a fixed wave.
        "gradients": {
            name: [x.grad.sum().item(), (x.grad.flatten() * torch.sin(torch.arange(x.numel()) + 1.0)).sum().item()]
            for name, x in w.items()}}


CASES = {
    "plain": config(4, False, False, -2, "quick_gelu"),
    "grouped-tied": config(2, True, False, -1, "gelu"),
    "one-key-head-full": config(1, False, True, 1, "quick_gelu"),
}

if __name__ == "__main__":
    for name, c in CASES.items():
        (HERE / f"{name}.json").write_text(json.dumps(case(c), indent=None, separators=(",", ":")) + "\n")

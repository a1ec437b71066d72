"""A byte-level BPE learned here, and what a slow, literal encoder makes of texts.

    python3 bytelevel_fixture.py     writes bytelevel.json beside itself

From the description in the GPT-2 paper and Sennrich et al. (arXiv 1508.07909): bytes are written as printable letters,
the most frequent pair is merged again and again, and to encode, merges are applied one after the other in the order in
which they were learned.
"""
import collections
import json
import pathlib
import unicodedata

CORPUS = "A red car stands to the left of the blue house. The cat isn't on the table; the dog is below it. There are 12 birds!"
TEXTS = ["The red cat isn't below 123 tables!", "  two  spaces ", "naïve 猫 🐈", "line\n\nline", "</s>"]


def letters():
    """Bytes as letters: printable ones as themselves, the others from 256 on."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, more = {b: chr(b) for b in kept}, 256
    for b in range(256):
        if b not in table:
            table[b], more = chr(more), more + 1
    return table


LETTERS = letters()


def kind(c):
    return "L" if unicodedata.category(c)[0] == "L" else "N" if unicodedata.category(c)[0] == "N" else " " if c.isspace() else "P"


def pieces(text):
    """Words with the space before them, runs of digits, runs of other signs, spaces; contractions apart."""
    i = 0
    while i < len(text):
        for end in ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d"):
            if text.startswith(end, i):
                yield end
                i += len(end)
                break
        else:
            j = i + 1 if text[i] == " " and i + 1 < len(text) and kind(text[i + 1]) != " " else i
            k, e = kind(text[j]), j
            while e < len(text) and kind(text[e]) == k:
                e += 1
            if k == " " and e < len(text) and e - j > 1:
                e -= 1  # the last space goes with what follows
            yield text[i:e]
            i = e


def merged(symbols, pair):
    out, i = [], 0
    while i < len(symbols):
        if tuple(symbols[i:i + 2]) == pair:
            out.append(pair[0] + pair[1])
            i += 2
        else:
            out.append(symbols[i])
            i += 1
    return out


def symbols(piece):
    return [LETTERS[b] for b in piece.encode("utf-8")]


words, merges = [symbols(p) for p in pieces(CORPUS)], []
for _ in range(40):
    counts = collections.Counter((a, b) for w in words for a, b in zip(w, w[1:]))
    pair = max(counts, key=lambda p: (counts[p], p))
    merges.append(pair)
    words = [merged(w, pair) for w in words]

vocabulary = {s: i for i, s in enumerate([*LETTERS.values(), *(a + b for a, b in merges)])}


def encode(text):
    ids = []
    for piece in pieces(text):
        s = symbols(piece)
        for pair in merges:
            s = merged(s, pair)
        ids += [vocabulary[x] for x in s]
    return ids


fixture = {
    "tokenizer": {
        "added_tokens": [{"id": len(vocabulary), "content": "</s>", "special": True}],
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False},
        "model": {"type": "BPE", "vocab": vocabulary, "merges": [[a, b] for a, b in merges]},
    },
    "texts": [{"text": t, "ids": encode(t)} for t in TEXTS],
}
pathlib.Path(__file__).with_name("bytelevel.json").write_text(
    json.dumps(fixture, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

"""A small SentencePiece BPE with byte fallback, what the official library makes of texts, and the same as tokenizer.json.

    python3 sentencepiece_fixture.py      needs Debian's python3-sentencepiece; writes sentencepiece.json beside itself

The merges are not in a SentencePiece model: as in Hugging Face's conversion, they are all ways to join two pieces into a
third, ordered by the third's number.
"""
import io
import json
import pathlib

import sentencepiece

CORPUS = [
    "A red car stands to the left of a blue house.", "The cat is on the table, and the dog is below it.",
    "Is there a bird in the tree? Yes, there is a small yellow bird in the tree.", "How many boats are there? Two boats.",
    "What color is the ball? The ball is green, the other ball is orange.", "There is no fish in the sea today.",
]
TEXTS = [
    "The red bird is in the tree.", "Is there a cat?  Yes!", " leading space", "naïve café, 猫 🐈", "two\nlines", "</s> <image>", "x",
]

model = io.BytesIO()
sentencepiece.SentencePieceTrainer.train(
    sentence_iterator=iter(CORPUS * 5), model_writer=model, model_type="bpe", vocab_size=400, byte_fallback=True,
    character_coverage=1.0, normalization_rule_name="identity", remove_extra_whitespaces=False, hard_vocab_limit=False)
sp = sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())
vocabulary = {sp.id_to_piece(i): i for i in range(sp.vocab_size())}
merges = sorted(
    (i, piece[:k], piece[k:]) for piece, i in vocabulary.items() for k in range(1, len(piece))
    if not piece.startswith("<") and piece[:k] in vocabulary and piece[k:] in vocabulary)
special = ["<unk>", "<s>", "</s>"]
fixture = {
    "tokenizer": {
        "added_tokens": [{"id": vocabulary[s], "content": s, "special": True} for s in special],
        "normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
        "pre_tokenizer": None,
        "model": {"type": "BPE", "byte_fallback": True, "vocab": vocabulary, "merges": [f"{a} {b}" for _, a, b in merges]},
    },
    "texts": [{"text": t, "ids": sp.encode(t)} for t in TEXTS],
}
pathlib.Path(__file__).with_name("sentencepiece.json").write_text(
    json.dumps(fixture, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")

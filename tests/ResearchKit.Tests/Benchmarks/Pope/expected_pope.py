"""Expected numbers and questions for POPE, computed apart from the library, with Python's own random module.

    python3 expected_pope.py      writes Fixtures/
"""
import json
import os
import random
import re
from collections import Counter
from fractions import Fraction

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fixtures")
NAMES = ["person", "chair", "car", "apple", "dining table", "umbrella", "cup", "dog", "bottle", "elephant", "bowl", "tv",
         "orange", "bench", "airplane"]
REPLIES = ["Yes", "No", "yes", "no", "Yes, there is.", "No, there is not.", "There is no dog. Yes", "I am not sure", "",
           "NO", "no.", "Yes. No doubt", "nothing", "it's not, really", "The image has a dog", "No\nbut", "not", "Nope",
           "Reasoning: the table is empty. The answer is no"]


def write(name, rows):
    with open(os.path.join(HERE, name), "w") as f:
        for row in rows:
            f.write(json.dumps(row) + "\n")


def says_no(text):
    return bool({"No", "not", "no"} & set(re.sub(",", "", text.partition(".")[0]).split(" ")))


def scores(labels, replies):
    pairs = Counter((label == "yes", not says_no(reply)) for label, reply in zip(labels, replies))
    tp, fp, tn, fn = pairs[True, True], pairs[False, True], pairs[False, False], pairs[True, False]
    total = tp + fp + tn + fn
    out = {"tp": tp, "fp": fp, "tn": tn, "fn": fn, "accuracy": repr((tp + tn) / total),
           "yes_ratio": repr((tp + fp) / total)}
    if tp + fp and tp + fn and tp:
        p, r = float(Fraction(tp, tp + fp)), float(Fraction(tp, tp + fn))
        out |= {"precision": repr(p), "recall": repr(r), "f1": repr(2 * p * r / (p + r))}
    return {key: str(value) for key, value in out.items()}


def sampled(images, seed, count, per_image):
    """POPE's sampling, in one pass per strategy over one stream of draws."""
    random.seed(seed)
    chosen = random.sample([i for i in images if len(i["objects"]) >= per_image], count)
    frequency = Counter(name for i in chosen for name in i["objects"])
    partners = {}
    for i in chosen:
        for name in i["objects"]:
            partners.setdefault(name, Counter()).update(other for other in i["objects"] if other != name)
    everything = list(frequency)
    result = {}
    for strategy in ("random", "popular", "adversarial"):
        rows = []
        for image in chosen:
            used = set(image["objects"])
            for there in image["objects"][:per_image]:
                order = {"random": [], "popular": [n for n, _ in frequency.most_common()],
                         "adversarial": [n for n, _ in partners[there].most_common()]}[strategy]
                absent = next((n for n in order if n not in used), None)
                while absent is None or absent in used:
                    absent = random.choice(everything)
                used.add(absent)
                for name, label in ((there, "yes"), (absent, "no")):
                    text = f"Is there an {name} in the imange?" if name[0] in "aeiou" else f"Is there a {name} in the image?"
                    rows.append({"question_id": len(rows) + 1, "image": image["image"], "text": text, "label": label})
        result[strategy] = rows
    return result


def main():
    r = random.Random(11)
    images = [{"image": f"{i:012}.jpg", "objects": r.sample(NAMES, 2 + r.randrange(5))} for i in range(60)]
    write("images.jsonl", images)
    for name, rows in sampled(images, 20230517, 25, 3).items():
        write(f"{name}.jsonl", rows)
    with open(os.path.join(HERE, "random.jsonl")) as f:
        questions = [json.loads(line) for line in f]
    labels = [q["label"] for q in questions]
    files = {
        "all-yes": ["yes"] * len(labels), "all-no": ["No"] * len(labels),
        "mixed": [r.choice(REPLIES) for _ in labels],
        "good": [f"{label.capitalize()}, I think." if r.random() < 0.8 else r.choice(REPLIES) for label in labels],
    }
    expected = {}
    for name, replies in files.items():
        write(f"answers-{name}.jsonl", [{"question_id": q["question_id"], "text": t} for q, t in zip(questions, replies)])
        expected[name] = scores(labels, replies)
    with open(os.path.join(HERE, "expected.json"), "w") as f:
        json.dump(expected, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()

"""Expected numbers for AMBER, computed apart from the library.

Makes a small benchmark in AMBER's formats and answer files to it, and computes what AMBER's script prints for them: the
counts with sets and exact fractions, the rounding with decimals, the quirks as the paper's repository documents them
(counters that start at 0.001, F1 from rounded precision and recall, exactly "Yes" or "No").

    python3 expected_amber.py                      writes Fixtures/
    python3 expected_amber.py ANNOTATIONS FOLDER   answer files for the real annotations, and their numbers
"""
import json
import os
import sys
from decimal import ROUND_HALF_EVEN, Decimal

GROUPS = {
    "": ["hallucination", "attribute-state", "attribute-number", "attribute-action", "relation"],
    "existence_": ["hallucination"],
    "attribute_": ["attribute-state", "attribute-number", "attribute-action"],
    "state_": ["attribute-state"], "number_": ["attribute-number"], "action_": ["attribute-action"],
    "relation_": ["relation"],
}


class Lcg:
    """A generator that fits in a line, so that the answer files can be made again anywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (6364136223846793005 * self.state + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n


def rounded(x):
    return float(Decimal(x).quantize(Decimal("0.1"), ROUND_HALF_EVEN))


def kind(annotation):
    return annotation["type"].removeprefix("discriminative-")


def expected(annotations, answers):
    said = {}
    for answer in answers:
        said.setdefault(int(answer["id"]), answer["response"])
    numbers = {}
    for prefix, kinds in GROUPS.items():
        asked = [(a["truth"], said[a["id"]]) for a in annotations if a["id"] in said and kind(a) in kinds]
        if not asked:
            continue
        pieces = 3 if prefix == "attribute_" else 1
        right = sum(t.capitalize() == s for t, s in asked)
        both = sum(t == "no" and s == "No" for t, s in asked)
        said_no = sum(s == "No" for _, s in asked)
        true_no = sum(t == "no" for t, _ in asked)

        def percent(part, whole):
            return rounded(part / (whole + pieces * 0.001) * 100)
        p, r = percent(both, said_no), percent(both, true_no)
        guard = 0.001 if prefix == "existence_" else 0.0001
        f1 = rounded(2 * (p / 100) * (r / 100) / ((p / 100) + (r / 100) + guard) * 100)
        numbers |= {prefix + "accuracy": percent(right, len(asked)), prefix + "precision": p, prefix + "recall": r,
                    prefix + "f1": f1}
    return {key: str(value) for key, value in numbers.items()}


def answer_files(annotations):
    questions = [a for a in annotations if a["type"] != "generative"]
    malformed = ["yes", "No.", "Yes, there is", " No", "", "NO", "Maybe", "Yes", "No"]
    r = Lcg(7)
    files = {
        "all-yes": [{"id": q["id"], "response": "Yes"} for q in questions],
        "all-no": [{"id": q["id"], "response": "No"} for q in questions],
        "random": [{"id": q["id"], "response": ["Yes", "No"][r.below(2)]} for q in questions],
        "biased": [{"id": q["id"], "response": "No" if r.below(100) < 12 else "Yes"} for q in questions],
        "right": [{"id": q["id"], "response": q["truth"].capitalize()} for q in questions],
        "malformed": [{"id": q["id"], "response": malformed[r.below(len(malformed))]} for q in questions],
        "missing": [{"id": q["id"], "response": ["Yes", "No", "No"][r.below(3)]} for q in questions if r.below(10) > 2],
        "text-ids": [{"id": str(q["id"]), "response": ["Yes", "No"][r.below(2)]} for q in questions],
    }
    files["shuffled"] = sorted(files["random"], key=lambda a: (a["id"] * 7919) % 1000003)
    return files


def small_benchmark():
    r = Lcg(1)
    annotations = [{"id": 1, "type": "generative", "truth": ["sky", "dog"], "hallu": ["cat"]}]
    types = (["hallucination"] * 29 + ["attribute-state"] * 37 + ["attribute-number"] * 22 + ["attribute-action"] * 13
             + ["relation"] * 19)
    for i, t in enumerate(types):
        truth = "no" if t == "hallucination" else ["yes", "no"][r.below(2)]
        name = "relation" if t == "relation" and truth == "no" else "discriminative-" + t
        annotations.append({"id": i + 2, "type": name, "truth": truth})
    return annotations


def main():
    if len(sys.argv) == 3:
        annotations, folder = json.load(open(sys.argv[1])), sys.argv[2]
    else:
        annotations, folder = small_benchmark(), os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fixtures")
        with open(os.path.join(folder, "annotations.json"), "w") as f:
            json.dump(annotations, f, indent=1)
            f.write("\n")
    numbers = {}
    for name, answers in answer_files(annotations).items():
        with open(os.path.join(folder, name + ".json"), "w") as f:
            json.dump(answers, f, indent=None)
            f.write("\n")
        numbers[name] = expected(annotations, answers)
    with open(os.path.join(folder, "expected.json"), "w") as f:
        json.dump(numbers, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()

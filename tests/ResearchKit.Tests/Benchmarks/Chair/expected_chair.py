"""Expected numbers for CHAIR and Object HalBench, computed apart from the library.

Captions are put together from pieces whose objects are written beside them, so that nothing is parsed here: what the
library must find in a caption is known from how the caption was made.

    python3 expected_chair.py      writes Fixtures/
"""
import json
import os
import random

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fixtures")
SYNONYMS = """person, man, woman, people, child
dog, puppy
cat, kitten
bus, minibus
hot dog
bench, pew
chair, seat, stool
toilet, urinal
wine glass
knife
bird, goose
sheep, lamb
tie, bow tie
train, locomotive
airplane, jet, plane
scissors
dining table, table, desk
mouse
couch, sofa
traffic light, street light
"""
# a piece of a caption and the categories it mentions, in order
PIECES = [
    ("a dog sits on the bench", ["dog", "bench"]), ("two dogs and a kitten play", ["dog", "cat"]),
    ("people are eating hot dogs", ["person", "hot dog"]), ("a hot dog lies there", ["hot dog"]),
    ("buses wait", ["bus"]), ("the toilet has a white seat", ["toilet"]), ("a toilet seat is up", ["toilet"]),
    ("several wine glasses shine", ["wine glass"]), ("knives and scissors hang", ["knife", "scissors"]),
    ("geese fly over the sheep", ["bird", "sheep"]), ("he wears a bow tie", ["tie"]),
    ("a passenger train passes a passenger jet", ["train", "airplane"]), ("women sit at desks", ["person", "dining table"]),
    ("a baby bird sleeps", ["bird"]), ("an adult sheep grazes", ["sheep"]), ("train tracks run along", []),
    ("the sky is blue", []), ("mice hide under the sofas", ["mouse", "couch"]), ("street lights glow", ["traffic light"]),
    ("A MAN sits on stools", ["person", "chair"]), ("the dog's bone lies here", ["dog"]),
    ("a dining table stands here", ["dining table"]), ("", []),
]


def main():
    r = random.Random(5)
    names = [line.split(",")[0] for line in SYNONYMS.splitlines()]
    truth = {i: set() for i in range(1, 61)}
    annotations, captions = [], []
    for i in truth:
        for name in r.sample(names, r.randrange(5)):
            truth[i].add(name)
            annotations.append({"image_id": i, "category_id": names.index(name) + 1, "segmentation": [[1.5, 2, 3, 4, 5, 6]]})
        piece, found = r.choice(PIECES)
        captions.append({"image_id": i, "id": i, "caption": piece.capitalize() + "."})
        truth[i] |= set(found)
    coco = {"info": {}, "images": [{"id": i, "file_name": f"{i:012}.jpg"} for i in truth]}
    write("instances.json", coco | {"annotations": annotations,
                                    "categories": [{"id": k + 1, "name": n} for k, n in enumerate(names)]})
    write("captions.json", coco | {"annotations": captions})
    with open(os.path.join(HERE, "synonyms.txt"), "w") as f:
        f.write(SYNONYMS)

    rows, sums = [], dict.fromkeys(["captions", "bad", "with", "mentions", "wrong", "recalled", "objects", "words"], 0)
    for i in truth:
        chosen = [r.choice(PIECES) for _ in range(r.randrange(4))]
        text = " ".join(p.capitalize() + "." for p, _ in chosen if p)
        mentioned = [n for _, found in chosen for n in found]
        rows.append({"image_id": i, "question": "Describe the image.", "caption": text})
        wrong = [n for n in mentioned if n not in truth[i]]
        for key, value in (("captions", 1), ("bad", bool(wrong)), ("with", bool(mentioned)), ("mentions", len(mentioned)),
                           ("wrong", len(wrong)), ("recalled", len(set(mentioned) & truth[i])),
                           ("objects", len(truth[i])), ("words", len(text.split(" ")))):
            sums[key] += value
    with open(os.path.join(HERE, "answers.jsonl"), "w") as f:
        for row in rows:
            f.write(json.dumps(row) + "\n")
    s = sums
    response, mention = s["bad"] / s["with"], s["wrong"] / s["mentions"]
    write("expected.json", {
        "chair": {"chairs": f"{s['bad'] / s['captions'] * 100:.1f}", "chairi": f"{mention * 100:.1f}",
                  "recall": f"{s['recalled'] / s['objects'] * 100:.1f}"},
        "objhal": {"response_hall": f"{response * 100:.2f}", "object_hall": f"{mention * 100:.2f}",
                   "response_correct": f"{(1 - response) * 100:.2f}", "object_correct": f"{(1 - mention) * 100:.2f}",
                   "object_recall": f"{s['recalled'] / s['objects'] * 100:.2f}",
                   "average_length": f"{s['words'] / s['captions']:.2f}", "coco_sent_number": str(float(s["with"])),
                   "coco_word_number": str(float(s["recalled"])), "gt_word_number": str(float(s["objects"]))},
    })


def write(name, value):
    with open(os.path.join(HERE, name), "w") as f:
        json.dump(value, f)
        f.write("\n")


if __name__ == "__main__":
    main()

"""Lemmas of nouns as AMBER's script gets them, computed apart from the library.

The script lemmatizes with WordNet 3.0 as NLTK does: Morphy's candidates, the shortest first. Here that is written from
WordNet's own description (morphy(7WN)) over the database files that Debian ships as wordnet-base. The forms are the
words of AMBER's association file and every plural that English could make of them, right or wrong.

    python3 expected_lemmas.py relation.json > Fixtures/lemmas.json
"""
import json
import sys

DATABASE = "/usr/share/wordnet"
ENDINGS = [("s", ""), ("ses", "s"), ("ves", "f"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
           ("men", "man"), ("ies", "y")]


def database():
    with open(DATABASE + "/index.noun") as file:
        nouns = {line.split(" ")[0] for line in file if not line.startswith(" ")}
    irregular = {}
    with open(DATABASE + "/noun.exc") as file:
        for line in file:
            form, *bases = line.split()
            irregular.setdefault(form, []).extend(bases)
    return nouns, irregular


NOUNS, IRREGULAR = database()


def known(forms):
    return [f for f in dict.fromkeys(forms) if f in NOUNS]


def detached(forms):
    return [f[:-len(old)] + new for f in forms for old, new in ENDINGS if f.endswith(old)]


def lemma(word):
    if word in IRREGULAR:
        found = known([word] + IRREGULAR[word])
    else:
        forms = detached([word])
        found = known([word] + forms)
        while not found and forms:
            forms = detached(forms)
            found = known(forms)
    return min(found, key=len) if found else word


def plurals(word):
    yield from (word + "s", word + "es")
    for ending, plural in (("y", "ies"), ("f", "ves"), ("fe", "ves"), ("man", "men")):
        if word.endswith(ending):
            yield word[:-len(ending)] + plural
    yield from (form for form, bases in IRREGULAR.items() if word in bases)


with open(sys.argv[1]) as file:
    relation = json.load(file)
vocabulary = sorted({w for word, others in relation.items() for w in [word, *others]})
forms = sorted({f for word in vocabulary for f in [word, *plurals(word)]})
lemmas = {f: lemma(f) for f in forms}
print(json.dumps({
    "source": "AMBER's relation.json (Apache-2.0) and WordNet 3.0 (Princeton University)",
    "vocabulary": vocabulary,
    "lemmas": {f: w for f, w in lemmas.items() if f != w},
    "unchanged": [f for f, w in lemmas.items() if f == w],
}, indent=0))

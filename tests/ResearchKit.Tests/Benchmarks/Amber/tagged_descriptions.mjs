// Nouns of descriptions by a part-of-speech tagger that shares nothing with the library.
//
//     npm install wink-pos-tagger && node tagged_descriptions.mjs Fixtures/tagged.json
//
// reads the descriptions of the file and writes it anew with the tagger's nouns (tags NN, NNS, NNP and NNPS).
import { readFileSync, writeFileSync } from 'node:fs';
import winkTagger from 'wink-pos-tagger';

const tagger = winkTagger();
const path = process.argv[2];
const document = JSON.parse(readFileSync(path, 'utf8'));
for (const description of document.descriptions) {
  description.nouns = tagger.tagSentence(description.text).filter((t) => t.pos.startsWith('NN')).map((t) => t.value);
}
writeFileSync(path, `${JSON.stringify(document, null, 0)}\n`);

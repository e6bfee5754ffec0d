"""What spaCy sees in a DocBin: texts, entities, spans and categories."""

import json
import sys

import spacy
from spacy.tokens import DocBin

vocabulary = spacy.blank("en").vocab
documents = DocBin().from_disk(sys.argv[1]).get_docs(vocabulary)
found = [
    {
        "text": document.text,
        "entities": [[e.start_char, e.end_char, e.label_] for e in document.ents],
        "spans": {
            name: [[span.start_char, span.end_char, span.label_] for span in group]
            for name, group in document.spans.items()
        },
        "categories": document.cats,
    }
    for document in documents
]
json.dump(found, sys.stdout)

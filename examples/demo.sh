#!/bin/sh
# The main job, on a copy of this repository: validate, release, handbook, register, trace, migrate.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
demo="$root/build/demo"
tickets=examples/support-tickets/annotations-2.0.0.jsonl

if [ -t 1 ]; then
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
else
    bold='' plain=''
fi

step() {
    printf '\n%s%s%s\n' "$bold" "$1" "$plain"
    shift
    printf '$ %s\n' "$*"
    "$@"
}

rm -rf "$demo"
mkdir -p "$demo/registry" "$demo/examples"
cd "$demo"
cp -R "$root/schemas" "$root/guidelines" .
cp -R "$root/examples/support-tickets" examples/
cp "$root/mkdocs.yml" .
cp -R "$root/registry/schemas" "$root/registry/guidelines" "$root/registry/journal" registry/
printf 'praise\ncomplaint\nquestion\n' > tones.txt

step '1. Six schemas and their guidelines are checked.' schemactl validate
step '2. A list of names becomes a draft schema ...' schemactl import list tones.txt --name tones
step '   ... and an immutable release.' schemactl release schema:tones
step '3. The handbook for annotators is built.' schemactl handbook build
step '4. 300 tickets, labeled by three people, are recorded with what their labels meant.' \
    schemactl register dataset tickets@1 "$tickets" \
    --schema support-tickets@2.0.0 --guideline support-tickets@2.0.0
step '   A model that was trained on them is recorded too.' \
    schemactl register model ticket-router@1 --dataset tickets@1 --metric accuracy=0.87
step '5. The model leads back to the words its labels meant.' schemactl trace model:ticket-router@1
step '6. The ledger is written to files that git keeps ...' schemactl registry checkpoint
step '   ... and every byte is verified.' schemactl registry verify

old=examples/support-tickets/annotations-1.0.0.jsonl
step '7. Older data is led to the new labels: what a rule decides is mapped, the rest is queued.' \
    schemactl migrate apply "$old" --schema support-tickets --from 1.0.0 --to 2.0.1 \
    --out tickets-2.jsonl --queue queue.jsonl --undo undo.bin
step '   Nothing is lost: the input comes back, byte by byte.' \
    schemactl migrate undo tickets-2.jsonl --undo undo.bin --out tickets-1.jsonl
step '   ... as it was.' cmp tickets-1.jsonl "$old"

cat <<END

Where to look:
  build/demo/build/handbook/site/index.html   the handbook, in a browser
  build/demo/registry/schemas                 the releases, and build/demo/registry/journal the ledger
  build/demo/schemas/support-tickets          a schema with its guideline beside it in guidelines/
END

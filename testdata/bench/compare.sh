#!/usr/bin/env bash
# Undoing wrong encodings, side by side: writes the suite of internal/mojibake to a file and counts, for each misreading, the
# sentences that come back exactly. Peers are measured when they are installed: ftfy (python3 -m pip install ftfy).
#   testdata/bench/compare.sh > table.md
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=$(mktemp)
trap 'rm -f "$suite"' EXIT
go test -count=1 -run '^TestSuite$' ./internal/mojibake -args -suite "$suite" >&2
python3 - "$suite" internal/mojibake/testdata/negative.tsv <<'PYTHON'
import collections, json, sys
try:
    import ftfy
    # The function that undoes encodings and nothing else, as its documentation recommends for that purpose.
    peers = {f"ftfy {ftfy.__version__}": ftfy.fix_encoding}
except ImportError:
    peers = {}
    print("ftfy is not installed: its column is left out", file=sys.stderr)
cases = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
names = ["tanqih", *peers]
rows = collections.OrderedDict()
for c in cases:
    row = rows.setdefault((c["lossy"], c["misreading"]), collections.Counter())
    row["of"] += 1
    row["tanqih"] += c["undone"] == c["right"]
    for name, fix in peers.items():
        row[name] += fix(c["wrong"]) == c["right"]
print("| misreading | sentences |", " | ".join(names), "|")
print("|---|--:|" + "--:|" * len(names))
total = collections.Counter()
for (lossy, misreading), row in rows.items():
    print("|", misreading, "|", row["of"], "|", " | ".join(str(row[n]) for n in names), "|")
    if not lossy:
        total.update(row)
print("| **all that lost no byte** |", total["of"], "|", " | ".join(str(total[n]) for n in names), "|")
right = [l.rstrip("\n").split("\t", 1)[1] for l in open(sys.argv[2], encoding="utf-8") if not l.startswith("#") and "\t" in l]
# The test has made sure that tanqih leaves all of them alone.
touched = {name: sum(fix(t) != t for t in right) for name, fix in peers.items()}
print("| right lines that were changed |", len(right), "|", " | ".join(["0"] + [str(touched[n]) for n in peers]), "|")
PYTHON

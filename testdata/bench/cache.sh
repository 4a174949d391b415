#!/usr/bin/env bash
# Measures the cache: CPU of `tanqih check` on 20,000 files of about 2 KB, made from the paragraphs of testdata/clean and, in every fifth
# file, lines of seeds/: without a cache, with a cold one, with a warm one after 20 files changed, and with a warm one when the time of
# every file is new, as after a checkout.
#   testdata/bench/cache.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/tanqih" ./cmd/tanqih
python3 - "$work/tree" testdata/clean seeds <<'PYTHON'
import glob, os, random, sys
random.seed(5)
tree, clean, seeds = sys.argv[1:]
texts = [[p for p in open(f, encoding="utf-8").read().split("\n\n") if p.strip()] for f in sorted(glob.glob(clean + "/*.txt"))]
lines = [l for f in sorted(glob.glob(seeds + "/*.txt")) for l in open(f, encoding="utf-8", errors="surrogateescape").read().split("\n") if len(l) > 30]
for n in range(20000):
    os.makedirs(f"{tree}/{n // 100:03}", exist_ok=True)
    text, size = [], 0
    paragraphs = random.choice(texts)
    while size < 2000:
        p = f"{random.randrange(10**6)} {random.choice(paragraphs)}"
        text.append(p)
        size += len(p.encode())
    if n % 5 == 0:
        text.append(random.choice(lines))
    with open(f"{tree}/{n // 100:03}/{n % 100:02}.txt", "w", encoding="utf-8", errors="surrogateescape") as f:
        f.write("\n\n".join(text) + "\n")
PYTHON
cd "$work"
export TANQIH_CACHE_DIR=$work/cache TIMEFORMAT='%U %S'
sleep 1 # a file that has just been written is not trusted to stay as it is
run() { # NAME ARG…: prints CPU seconds
	local name=$1 cpu
	shift
	cpu=$({ time ./tanqih check --exit-zero -q --output-format concise "$@" tree >/dev/null; } 2>&1 | awk '{print $1 + $2}')
	printf '%-32s %6.2f s\n' "$name" "$cpu"
	last=$cpu
}
run 'no cache' --no-cache
run 'cold'
cold=$last
for n in $(seq 0 19); do printf 'One  more line.\n' >>"$(printf 'tree/%03d/%02d.txt' $((n * 9)) $((n * 3)))"; done
run 'warm, 20 files changed'
awk -v w="$last" -v c="$cold" 'BEGIN {printf "warm is %.3f of cold\n", w / c}'
find tree -type f -exec touch {} +
sleep 1
run 'warm, all times new'
du -sh cache | awk '{print "cache: " $1}'

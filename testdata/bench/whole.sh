#!/usr/bin/env bash
# Measures the whole program: MB per CPU-second of `check --statistics`, `fix --diff` and, on the same files in the same run, of
# `wc -m`. The corpus is 1,500 files of about 33 KB made from the paragraphs of seeds/, numbered so that none repeats.
#   testdata/bench/whole.sh [FOLDER]     FOLDER: 300 copies of each of its files instead of the corpus
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go build -o "$work/tanqih" ./cmd/tanqih
mkdir "$work/corpus"
if [ $# -gt 0 ]; then
	for n in $(seq 300); do
		for f in "$1"/*; do cp "$f" "$work/corpus/$n-$(basename "$f")"; done
	done
else
	go run ./testdata/bench/corpus "$work/corpus" seeds
fi
cd "$work"
bytes=$(cat corpus/* | wc -c)
files=$(ls corpus | wc -l)
printf '%s files, %.1f MB\n' "$files" "$(awk "BEGIN{print $bytes/1e6}")"

# cpu COMMAND…: CPU seconds (user and system) of a command, best of three
cpu() {
	local best=""
	for _ in 1 2 3; do
		local t
		t=$({ TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1 || true; } 2>&1 | awk '{print $1+$2}')
		if [ -z "$best" ] || awk "BEGIN{exit !($t<$best)}"; then best=$t; fi
	done
	echo "$best"
}
row() { awk -v n="$1" -v b="$bytes" -v s="$2" 'BEGIN{printf "%-28s %8.3f CPU-s %8.1f MB per CPU-second\n", n, s, b/1e6/s}'; }
row "wc -m" "$(LC_ALL=C.UTF-8 cpu wc -m corpus/*)"
row "check --statistics" "$(cpu ./tanqih check --isolated --no-cache --statistics --exit-zero corpus)"
row "fix --diff" "$(cpu ./tanqih fix --isolated --no-cache --diff --exit-zero corpus)"

head -c 20000 <(cat corpus/*) | iconv -f utf-8 -t utf-8 -c >small.txt
printf 'cold start on 20 KB: %s CPU-s (best of three)\n' "$(cpu ./tanqih check --isolated --no-cache --exit-zero small.txt)"
for n in 100 1000; do
	mkdir "few$n"
	ls corpus | head -"$n" | while read -r f; do ln "corpus/$f" "few$n/$f"; done
	/usr/bin/env time -f "memory with $n files: %M KB" ./tanqih check --isolated --no-cache --statistics --exit-zero "few$n" 2>&1 >/dev/null | tail -1 || true
done

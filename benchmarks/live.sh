#!/bin/bash
# live.sh BUILD [ROUNDS]: runs a second of CPU time of the first look, in turn: the page's model in one thread of Node, and
# the native kernel without lanes (v3_1), all histories. Prints the greatest of each and their ratio.
set -eu
build=$1 rounds=${2:-5} page=$(mktemp --suffix .html) folder=$(mktemp -d)
trap 'rm -rf "$page" "$folder"' EXIT
"$build/cavi" live configs/studies/first_look.yaml -o "$page"
best() { sort -g | tail -1; }
for ((i = 0; i < rounds; i++)); do
    node benchmarks/live.js "$page" 6 >> "$folder/page"
    rm -rf "$folder/out"
    TIMEFORMAT=%U
    { time "$build/cavi" run configs/studies/first_look.yaml -o "$folder/out" --replicates 48 --threads 1 --kernel v3_1 --quiet > /dev/null; } 2> "$folder/time"
    awk '{ printf "%.1f\n", 96 / $1 }' "$folder/time" >> "$folder/native"
done
page=$(best < "$folder/page") native=$(best < "$folder/native")
echo "runs a second of CPU time, first look, 120 months: page $page, native without lanes $native, ratio $(awk "BEGIN { printf \"%.2f\", $page / $native }")"

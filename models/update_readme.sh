#!/bin/sh
# update_readme.sh PROGRAM [FILE]: write what `describe` and `params` say into models/README.md between their marks.
set -eu
program=$1
file=${2:-$(dirname "$0")/README.md}
fresh=$(mktemp)
trap 'rm -f "$fresh" "$fresh.part"' EXIT
cp "$file" "$fresh"

# between MARK COMMAND...: headings two levels down, the program's own title left out (the page has one).
between() {
    mark=$1
    shift
    "$@" --markdown | sed -e '/^# /d' -e 's/^##/###/' | cat -s >"$fresh.part"
    awk -v begin="<!-- begin $mark -->" -v end="<!-- end $mark -->" -v part="$fresh.part" '
        $0 == begin { print; while ((getline line < part) > 0) print line; inside = 1 }
        $0 == end { inside = 0; found = 1 }
        !inside { print }
        END { exit !found }' "$fresh" >"$fresh.new"
    mv "$fresh.new" "$fresh"
}

between describe "$program" describe
between params "$program" params
cmp -s "$fresh" "$file" || cp "$fresh" "$file"

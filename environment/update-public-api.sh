#!/usr/bin/env bash
# Brings the reviewed list of the library's public API up to date: adds what the build says is missing from it (RS0016),
# removes what is gone (RS0017). Look at the difference before you commit it: it is what users can call.
set -euo pipefail
cd "$(dirname "$0")/.."
list=src/ResearchKit/PublicAPI.Unshipped.txt
log=$(mktemp)
trap 'rm -f "$log" "$log".*' EXIT
dotnet build src/ResearchKit -c Release --no-incremental -v q -nologo -p:TreatWarningsAsErrors=false > "$log" || {
  grep -E "error" "$log" | sort -u >&2
  exit 1
}
named() {   # named RULE: the symbols that a rule's warnings name
  { grep -oE "$1: Symbol '.*' is (not )?part of the declared" "$log" || true; } \
    | sed -E "s/^$1: Symbol '//; s/' is (not )?part of the declared\$//" | LC_ALL=C sort -u
}
named RS0016 > "$log.added"
named RS0017 > "$log.gone"
{
  head -n 1 "$list"
  { tail -n +2 "$list" | grep -vxFf "$log.gone" || true; cat "$log.added"; } | LC_ALL=C sort -u
} > "$log.list"
cp "$log.list" "$list"
echo "$list: $(wc -l < "$log.added") added, $(wc -l < "$log.gone") removed"

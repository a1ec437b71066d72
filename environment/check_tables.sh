#!/usr/bin/env bash
# Sets all LaTeX tables of a run in one document with margins of an inch (6.5 inches of text), and fails if one does not
# compile or is wider than the text by more than a millimeter: environment/check_tables.sh [artifacts].
# Needs pdflatex (environment/install-optional.sh tex).
set -euo pipefail
artifacts=$(realpath "${1:-artifacts}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo '\documentclass[10pt]{article}\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}'
  echo '\usepackage[textwidth=6.5in,textheight=9in]{geometry}\usepackage{amssymb,array,booktabs,longtable}'
  echo '\begin{document}'
  for table in "$artifacts"/[0-9]*/*.tex; do
    echo "\\typeout{TABLE ${table#"$artifacts"/}}\\input{$table}\\clearpage"
  done
  echo '\end{document}'
} > "$work/tables.tex"
if ! (cd "$work" && pdflatex -interaction=nonstopmode -halt-on-error tables.tex > log.txt); then
  tail -20 "$work/log.txt"
  exit 1
fi
awk '/^TABLE/ { table = $2 }
  /^Overfull/ { split($0, part, /[(p]/); if (part[2] > 3) { print table ": " $0; wide = 1 } }
  END { exit wide }' "$work/log.txt"
echo "$(grep -c '^TABLE' "$work/log.txt") tables fit the page"

#!/usr/bin/env bash
# Sets all LaTeX tables of a run in one document of 5.5 inches, and fails if one is wider than the page or does not
# compile: environment/check_tables.sh [artifacts]. Needs pdflatex (environment/install-optional.sh tex).
set -euo pipefail
artifacts=$(realpath "${1:-artifacts}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo '\documentclass[10pt]{article}\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}'
  echo '\usepackage[textwidth=5.5in,textheight=9in]{geometry}\usepackage{amssymb,array,booktabs,longtable}'
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
if grep -q '^Overfull' "$work/log.txt"; then
  grep -E '^Overfull|^TABLE' "$work/log.txt" | grep -B1 '^Overfull'
  exit 1
fi
echo "$(grep -c '^TABLE' "$work/log.txt") tables fit the page"

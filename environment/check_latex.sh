#!/usr/bin/env bash
# Sets all LaTeX tables of a run and all its figures for print (3.25 and 5.5 inches wide) in one document with 5.5 inches
# of text, the width of ICLR and NeurIPS. Fails if it does not compile, if anything is wider than the text, or if a
# font of a figure is not embedded: environment/check_latex.sh [artifacts [figures]].
# Needs pdflatex and pdffonts (environment/install-optional.sh tex) and what `researchkit figures --paper` wrote.
set -euo pipefail
artifacts=$(realpath "${1:-artifacts}")
figures=$(realpath "${2:-figures}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{
  echo '\documentclass[10pt]{article}\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}'
  echo '\usepackage[textwidth=5.5in,textheight=9in]{geometry}\usepackage{amssymb,array,booktabs,longtable,graphicx}'
  echo '\begin{document}'
  for table in "$artifacts"/[0-9]*/*.tex; do
    echo "\\typeout{TABLE ${table#"$artifacts"/}}\\input{$table}\\clearpage"
  done
  for figure in "$figures"/*/*-{single,full}.pdf; do
    echo "\\typeout{FIGURE ${figure#"$figures"/}}\\noindent\\includegraphics{$figure}\\clearpage"
  done
  echo '\end{document}'
} > "$work/all.tex"
if ! (cd "$work" && pdflatex -interaction=nonstopmode -halt-on-error all.tex > log.txt); then
  tail -20 "$work/log.txt"
  exit 1
fi
awk '/^(TABLE|FIGURE)/ { what = $1 " " $2 } /^Overfull .hbox/ { print what ": " $0; wide = 1 } END { exit wide }' \
  "$work/log.txt"
if pdffonts "$work/all.pdf" | awk 'NR > 2 && $(NF - 4) != "yes"' | grep .; then
  echo "these fonts are not embedded"
  exit 1
fi
echo "$(grep -c '^TABLE' "$work/log.txt") tables and $(grep -c '^FIGURE' "$work/log.txt") figures fit 5.5 inches"

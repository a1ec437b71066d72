#!/usr/bin/env bash
# Installs the optional parts on Debian or Ubuntu. ResearchKit runs and tests without them; the tests and
# benchmarks that need one say so and skip. What is there already is left alone: a second call takes a second.
#
#   environment/install-optional.sh PART...
#
#   jupyter      Jupyter's client, nbconvert, Notebook server and conformance suite, for the C# kernel; nbformat, the
#                reference reader that checks our notebooks
#   interactive  the last release of .NET Interactive, a tool of the .NET SDK, in which tests run our notebooks
#   chromium     a browser that tests open notebooks in
#   tex          LaTeX, in which CI sets all tables and figures, to see that they fit a page
#   slurm        Slurm and munge, for `explore --slurm`; environment/slurm.sh makes a cluster of this machine with them
#   pytorch      PyTorch 1.13, whose numbers the tests' fixtures hold
set -euo pipefail

help() { sed -n '/^# /,/^set/{/^#/s/^# \{0,1\}//p}' "$0"; }
fail() { echo "install-optional: $1" >&2; exit "$2"; }

if [ $# -eq 0 ]; then help; exit 2; fi
packages=()
tools=()
for part in "$@"; do
  case "$part" in
    jupyter) packages+=(python3-nbformat jupyter-client python3-nbclient python3-nbconvert python3-ipykernel
      python3-jupyter-kernel-test jupyter-notebook) ;;
    interactive) tools+=(Microsoft.dotnet-interactive@1.0.712001) ;;
    chromium) packages+=(chromium chromium-driver fonts-dejavu-core) ;;
    tex) packages+=(texlive-latex-base texlive-latex-recommended poppler-utils) ;;
    slurm) packages+=(slurm-wlm munge) ;;
    pytorch) packages+=(python3-torch) ;;
    -h | --help) help; exit ;;
    *) fail "unknown part '$part'; known: jupyter, interactive, chromium, tex, slurm, pytorch" 2 ;;
  esac
done

# One part that cannot be had keeps no other away.
failed=()

for tool in "${tools[@]}"; do
  name=${tool%@*} version=${tool#*@}
  if dotnet tool list --global | grep -qiE "^$name +$version "; then continue; fi
  dotnet tool update --global --allow-downgrade "$name" --version "$version" || failed+=("$name")
done

is_installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2> /dev/null)" = installed ]; }
missing=()
for package in "${packages[@]}"; do is_installed "$package" || missing+=("$package"); done

if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get > /dev/null || fail "there is no apt-get here; install by hand: ${missing[*]}" 1
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo > /dev/null || fail "root is needed, or sudo, to install ${missing[*]}" 1
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq || echo "install-optional: the package lists may be old" >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=180 "${missing[@]}" ||
    failed+=("${missing[@]}")
fi

if [ ${#failed[@]} -gt 0 ]; then fail "not installed: ${failed[*]}" 1; fi
echo "installed: $*"

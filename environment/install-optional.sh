#!/usr/bin/env bash
# Installs the optional parts on Debian or Ubuntu. ResearchKit runs and tests without them; the tests and
# benchmarks that need one say so and skip.
#
#   environment/install-optional.sh jupyter    Jupyter's client, nbconvert, Notebook server and conformance suite, for
#                                              the C# kernel; nbformat, the reference reader that checks our notebooks
#   environment/install-optional.sh interactive  the last release of .NET Interactive, a tool of the .NET SDK, in which
#                                              tests run our notebooks
#   environment/install-optional.sh chromium   a browser that tests open notebooks in
#   environment/install-optional.sh tex        LaTeX, in which CI sets all tables, to see that they fit a page
#   environment/install-optional.sh pytorch    PyTorch 1.13, whose numbers the tests' fixtures hold
set -euo pipefail

if [ $# -eq 0 ]; then
  sed -n '2,11s/^# \{0,1\}//p' "$0"
  exit 2
fi

packages=()
tools=()
for part in "$@"; do
  case "$part" in
    jupyter) packages+=(python3-nbformat jupyter-client python3-nbclient python3-nbconvert python3-ipykernel
      python3-jupyter-kernel-test jupyter-notebook) ;;
    interactive) tools+=(Microsoft.dotnet-interactive@1.0.712001) ;;
    chromium) packages+=(chromium chromium-driver fonts-dejavu-core) ;;
    tex) packages+=(texlive-latex-base texlive-latex-recommended) ;;
    pytorch) packages+=(python3-torch) ;;
    *) echo "install-optional: unknown part '$part'; known: jupyter, interactive, chromium, tex, pytorch" >&2; exit 2 ;;
  esac
done

for tool in "${tools[@]}"; do
  dotnet tool update --global --allow-downgrade "${tool%@*}" --version "${tool#*@}"
done
[ "${#packages[@]}" -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=180 "${packages[@]}"

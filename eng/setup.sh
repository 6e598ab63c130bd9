#!/usr/bin/env bash
# Installs the system packages that Footnote needs and that are missing. Usage: eng/setup.sh [run] [test]
# run:  PostgreSQL 15 or newer, poppler-utils (PDF text), curl, jq.   test: those of run, chromium (browser tests), tesseract-ocr (scanned pages), git.
set -euo pipefail

what="${*:-run}"
missing=()
has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || command -v postgres >/dev/null; }

has_postgres || missing+=(postgresql)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
command -v curl >/dev/null || missing+=(curl)
command -v jq >/dev/null || missing+=(jq)
command -v unshare >/dev/null || missing+=(util-linux)
if [[ " $what " == *" test "* ]]; then
  command -v chromium >/dev/null || missing+=(chromium)
  command -v git >/dev/null || missing+=(git)
  command -v tesseract >/dev/null || missing+=(tesseract-ocr)
  if [ "${CI:-}" = true ]; then
    # eng/pgvector.sh builds with these
    command -v gcc >/dev/null || missing+=(gcc libc6-dev)
    command -v make >/dev/null || missing+=(make)
    command -v dpkg-source >/dev/null || missing+=(dpkg-dev)
  fi
fi
if ! command -v dotnet >/dev/null; then
  echo "setup: the .NET SDK 10 is missing; install it first (https://dotnet.microsoft.com/download)." >&2
  exit 3
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "setup: this system has no apt-get. Install these yourself, then run the command again: ${missing[*]}" >&2
  exit 3
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: these packages are missing and there is no sudo. As root: apt-get install ${missing[*]}" >&2
    exit 3
  fi
  as_root=(sudo)
fi
echo "setup: installing ${missing[*]}"
log="$(mktemp)"
install() {
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}
if ! install >"$log" 2>&1; then
  cat "$log" >&2
  rm -f "$log"
  echo "setup: the packages could not be installed; the messages of apt-get are above." >&2
  exit 3
fi
rm -f "$log"

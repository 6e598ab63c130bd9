#!/usr/bin/env bash
# Builds pgvector from Debian's source package into a private copy of this machine's PostgreSQL, for the tests; prints the folder of its
# programs. Nothing of the system is changed and no root is needed. The copy is kept in the user's cache; with it there, this takes no time.
# Usage: eng/pgvector.sh [--cached]. With --cached nothing is built: it fails when the copy is not there.
# FOOTNOTE_PGVECTOR_SUITE (trixie) and FOOTNOTE_PGVECTOR_MIRROR (that of apt's own sources) choose where the source comes from.
set -euo pipefail

fail() { echo "pgvector: $*" >&2; exit 3; }

suite="${FOOTNOTE_PGVECTOR_SUITE:-trixie}"
server="$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1)"
[ -n "$server" ] || fail "there is no PostgreSQL below /usr/lib/postgresql"
major="$(basename "$(dirname "$(dirname "$server")")")"
# another server build needs another copy
build="$("$server" --version | cksum | cut -d ' ' -f 1)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/footnote"
copy="$cache/pgvector-$major-$build"
bin="$copy/usr/lib/postgresql/$major/bin"
if [ -f "$copy/complete" ]; then
  echo "$bin"
  exit 0
fi
[ "${1:-}" != --cached ] || exit 1

for tool in apt-get dpkg-deb dpkg-source gcc make; do
  command -v "$tool" >/dev/null || fail "$tool is missing (apt-get install build-essential dpkg-dev)"
done
mkdir -p "$cache"
exec 9>"$cache/pgvector.lock"
flock 9
if [ -f "$copy/complete" ]; then
  echo "$bin"
  exit 0
fi

work="$(mktemp -d "$cache/pgvector-XXXXXX")"
trap 'rm -rf "$work"' EXIT
log="$work/log"
quiet() { "$@" >>"$log" 2>&1 || { tail -n 30 "$log" >&2; fail "'$1' failed; its last messages are above"; }; }

# the mirror this machine gets its packages from
mirror="${FOOTNOTE_PGVECTOR_MIRROR:-$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 2>/dev/null | grep -v security | head -n 1)}"
[ -n "$mirror" ] || fail "apt knows no mirror; name one in FOOTNOTE_PGVECTOR_MIRROR"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -f "$keyring" ] || fail "$keyring is missing (apt-get install debian-archive-keyring)"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
private=(-o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache"
  -o APT::Sandbox::User=root -o Acquire::Languages=none)
quiet apt-get "${private[@]}" update
(cd "$work/source" && quiet apt-get "${private[@]}" source --download-only pgvector && quiet dpkg-source --no-copy -x ./*.dsc tree)

# the headers and makefiles that belong to the server, taken out of their package without installing it
mkdir -p "$work/usr/lib/postgresql" "$work/usr/share/postgresql"
cp -a "/usr/lib/postgresql/$major" "$work/usr/lib/postgresql/"
cp -a "/usr/share/postgresql/$major" "$work/usr/share/postgresql/"
if [ -d "/usr/include/postgresql/$major/server" ]; then
  mkdir -p "$work/usr/include/postgresql"
  cp -a "/usr/include/postgresql/$major" "$work/usr/include/postgresql/"
else
  (cd "$work/source" && quiet apt-get -o APT::Sandbox::User=root download "postgresql-server-dev-$major" \
    && quiet dpkg-deb -x ./postgresql-server-dev-*.deb "$work/dev")
  cp -an "$work/dev/usr/." "$work/usr/" 2>/dev/null || true
fi
config="$work/usr/lib/postgresql/$major/bin/pg_config"
[ -x "$config" ] || cp "$(command -v pg_config)" "$config"
# the programs find the rest of the copy relative to themselves
quiet make -C "$work/source/tree" -j2 OPTFLAGS="" with_llvm=no PG_CONFIG="$config"
quiet make -C "$work/source/tree" install OPTFLAGS="" with_llvm=no PG_CONFIG="$config"
[ -f "$work/usr/share/postgresql/$major/extension/vector.control" ] || fail "the extension was not installed into the copy"

rm -rf "$copy"
mkdir "$copy"
mv "$work/usr" "$copy/usr"
touch "$copy/complete"
echo "$bin"

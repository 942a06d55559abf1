#!/bin/sh
# Installs the Debian packages named as arguments, where we may; else says what to install. The tests that need a
# missing one are skipped with a reason, but never when CI=true.
set -eu
missing=""
for package in "$@"; do
    [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then as_root=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo"
else
    echo "Some tests need these Debian packages; install them and run again:  apt-get install$missing" >&2
    [ "${CI:-}" = true ] && exit 1
    exit 0
fi
command -v apt-get >/dev/null || { echo "These are needed for some tests:$missing" >&2; exit 0; }
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086 - a list of words is meant
$as_root apt-get install -y -qq --no-install-recommends $missing

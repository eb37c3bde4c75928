#!/bin/sh
# Makes a virtual environment on a Debian or Ubuntu whose Python came without the venv package.
# usage: venv.sh PYTHON DIRECTORY
set -eu
python=$1
directory=$2
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if ! command -v apt-get >/dev/null; then
  echo "Python $version has no venv module; install it and try again" >&2
  exit 1
fi
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
echo "installing python$version-venv" >&2
$sudo apt-get update -qq
$sudo apt-get install -y -qq "python$version-venv" >&2
"$python" -m venv "$directory"

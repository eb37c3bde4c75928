#!/bin/sh
# A browser for the browser tests: Debian's or Ubuntu's own, where we may install it. Without one these
# tests are skipped, and say so.
command -v chromium >/dev/null 2>&1 && exit 0
command -v apt-get >/dev/null 2>&1 || { echo "no chromium: the browser tests will be skipped"; exit 0; }
if [ "$(id -u)" = 0 ]; then as=""; else as="sudo -n"; fi
export DEBIAN_FRONTEND=noninteractive
{ $as apt-get update -qq && $as apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 ||
  echo "chromium cannot be installed here: the browser tests will be skipped (apt-get install chromium)"
exit 0

#!/bin/sh
# SPDX-License-Identifier: MIT
# Cleaning what was cleaned changes nothing, on every page of this tree, and of ../shared where it is,
# as it is and in disguises: vowelled, with RLM, with NBSP, decomposed, with a byte broken.
set -eu
src=${srcdir:-.}
: "${GHIRBAL:=./ghirbal}"
command -v python3 >/dev/null || { echo 'skipped: no python3'; exit 77; }
shared=${SHARED:-$src/../shared}
[ -d "$shared/gold" ] || { echo 'skipped in part: no ../shared, so its pages are not cleaned'; shared=; }
exec python3 "$src/tests/stable.py" "$GHIRBAL" "$src" $shared

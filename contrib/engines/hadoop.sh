#!/bin/sh
# SPDX-License-Identifier: MIT
# hadoop.sh IN OUT: cleans JSON Lines with Hadoop Streaming.  Not run by our tests.
#
# Lines without a TAB would get one at their end from TextOutputFormat, hence the empty separator;
# the job must fail when ghirbal does, which is the default and is said here all the same.
set -eu
exec hadoop jar "${HADOOP_STREAMING_JAR:?path of hadoop-streaming.jar}" \
	-D mapreduce.job.reduces=0 \
	-D mapreduce.output.textoutputformat.separator= \
	-D stream.non.zero.exit.is.failure=true \
	-files "$(command -v ghirbal)" \
	-input "$1" -output "$2" \
	-mapper "ghirbal --from=jsonl"

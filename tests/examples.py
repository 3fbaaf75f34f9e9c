# SPDX-License-Identifier: MIT
"""examples.py FILE...: runs the examples of README.md and of manual pages.

In Markdown an example is a block marked ```console, in a manual page one between .EX and .EE.  In it a
line that begins with "$ " is a command, one that begins with "> " continues it, and the others are what
the commands print, standard error and output together; a line of "..." stands for any lines.  A block
that begins with #include is kept as example.c for the blocks after it.  Other blocks of a manual page
show the form of a file and are not run.  All blocks of one file run in one folder, in order;
at first it holds page.txt, the README's page.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

build = os.getcwd()
installed = 'INSTALLED' in os.environ
source = os.path.abspath(os.environ.get('srcdir', '.'))


def unroff(line):
    for sign, text in (r'\-', '-'), (r'\(aq', "'"), (r'\&', ''), (r'\e', '\\'):
        line = line.replace(sign, text)
    return '' if line == '.PP' else line


def blocks(path):
    """Each example as (number of its first line, its lines)."""
    is_page = not path.endswith('.md')
    inside, found = False, []
    with open(path, encoding='utf8') as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip('\n')
            if not inside and line == ('.EX' if is_page else '```console'):
                inside = True
                found.append((number + 1, []))
            elif inside and line == ('.EE' if is_page else '```'):
                inside = False
            elif inside:
                found[-1][1].append(unroff(line) if is_page else line)
    return found


def steps(lines):
    """Each command of a block with the lines it should print."""
    found = []
    for line in lines:
        if line.startswith('$ '):
            found.append((line[2:], []))
        elif line.startswith('> ') and not found[-1][1]:
            found[-1] = (found[-1][0] + '\n' + line[2:], [])
        else:
            found[-1][1].append(line)
    return found


def matches(want, got):
    pattern = '\n'.join('(?:.*\n)*?.*' if line == '...' else re.escape(line) for line in want)
    return re.fullmatch(pattern, got)


def make_tools(folder):
    """cc as this build has it, and a pkg-config that knows the library where it was built.

    With INSTALLED set in the environment it is the installed ghirbal.pc that must know.
    """
    compiler = os.environ.get('CC', 'cc').split()
    compiler[0] = shutil.which(compiler[0])  # found now, or the cc below would find itself
    flags = ' '.join(compiler + [os.environ.get('CFLAGS', '')])
    include = os.path.join(source, 'src', 'lib')
    tools = {
        'cc': 'exec %s -Wall -Wextra -Werror "$@"' % flags,
        'pkg-config': 'echo "-I%s -L%s/.libs -lghirbal"' % (include, build),
    }
    if installed:
        del tools['pkg-config']
    for name, text in tools.items():
        path = os.path.join(folder, name)
        with open(path, 'w', encoding='utf8') as file:
            file.write('#!/bin/sh\n' + text + '\n')
        os.chmod(path, 0o755)


def run_file(path, environment):
    ran = wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(os.path.join(source, 'fixtures', 'readme', 'page.txt'), folder)
        for number, lines in blocks(path):
            if lines and lines[0].startswith('#include'):
                with open(os.path.join(folder, 'example.c'), 'w', encoding='utf8') as file:
                    file.write('\n'.join(lines) + '\n')
                continue
            if not (lines and lines[0].startswith('$ ')):
                continue
            for command, want in steps(lines):
                run = subprocess.run(['bash', '-c', command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
                got = run.stdout.decode('utf8', 'replace').rstrip('\n')
                ran += 1
                if not matches(want, got):
                    wrong += 1
                    print('%s:%d: $ %s\nshould print\n%s\nand prints\n%s\n' % (path, number, command, '\n'.join(want), got))
    print('%s: %d commands run, %d wrong' % (os.path.basename(path), ran, wrong))
    return wrong


def main():
    with tempfile.TemporaryDirectory() as tools:
        make_tools(tools)
        environment = dict(os.environ, LC_ALL='C.UTF-8', PATH='%s:%s' % (tools, os.environ['PATH']))
        if not installed:
            environment.update(LD_LIBRARY_PATH=os.path.join(build, '.libs'),
                               PATH='%s:%s:%s' % (tools, build, os.environ['PATH']))
        sys.exit(sum(run_file(path, environment) for path in sys.argv[1:]) > 0)


main()

"""Builds the extension on the library of this very tree: the same makefile, no second list of sources."""
import os
import re
import shutil
import subprocess

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

HERE = os.path.dirname(os.path.abspath(__file__))
TREE = os.path.dirname(HERE)
NEEDED = ('gcc', 'make', 'autoreconf', 'libtool', 'pkg-config')
LIBRARIES = ('libpcre2-8', 'libutf8proc', 'zlib', 'libzstd')


def version():
    with open(os.path.join(TREE, 'configure.ac'), encoding='utf8') as text:
        return re.search(r'AC_INIT\(\[ghirbal\], \[([^]]+)\]', text.read()).group(1)


def pkg_config(*words):
    return subprocess.run(('pkg-config',) + words, check=True, text=True, stdout=subprocess.PIPE).stdout.split()


def look_for_tools():
    """Says at once what is missing, rather than in the middle of a log."""
    missing = [tool for tool in NEEDED if not (shutil.which(tool) or tool == 'libtool')]
    if not missing:
        missing = [name for name in LIBRARIES
                   if subprocess.run(('pkg-config', '--exists', name)).returncode]
    if missing:
        raise SystemExit('ghirbal: to build from source these are needed: %s\n'
                         '(on Debian: ./bootstrap installs them and builds; a wheel needs none of them)'
                         % ', '.join(missing))


class BuildInTree(build_ext):
    def build_library(self, where):
        """Configures and makes the library, with its objects fit for a shared one, and the command."""
        look_for_tools()
        if not os.path.exists(os.path.join(TREE, 'configure')):
            subprocess.run(('autoreconf', '-i'), cwd=TREE, check=True)
        os.makedirs(where, exist_ok=True)
        if not os.path.exists(os.path.join(where, 'Makefile')):
            # GHIRBAL_CONFIGURE is for who builds wheels: arguments of configure.
            wishes = os.environ.get('GHIRBAL_CONFIGURE', '').split()
            subprocess.run((os.path.join(TREE, 'configure'), '-q', *wishes), cwd=where, check=True)
        jobs = '-j%d' % (os.cpu_count() or 1)
        subprocess.run(('make', '-s', jobs, 'libinside.la', 'ghirbal'), cwd=where, check=True)

    def build_extension(self, extension):
        where = os.path.abspath(os.path.join(self.build_temp, 'tree'))
        self.build_library(where)
        extension.extra_objects = [os.path.join(where, '.libs', 'libinside.a')]
        super().build_extension(extension)
        package = os.path.join(os.path.dirname(self.get_ext_fullpath(extension.name)), 'bin')
        os.makedirs(package, exist_ok=True)
        shutil.copy2(os.path.join(where, 'ghirbal'), package)


setup(
    version=version(),
    ext_modules=[Extension(
        'ghirbal._ghirbal',
        ['ghirbal/_ghirbal.c', 'ghirbal/codec.c'],
        include_dirs=[os.path.join(TREE, 'src', 'lib')],
        define_macros=[('Py_LIMITED_API', '0x030A0000')],
        py_limited_api=True,
        extra_compile_args=['-std=gnu11', '-O2', '-fvisibility=hidden'],
        # The library's own names stay inside: another copy of it may be loaded beside this one.
        extra_link_args=['-Wl,--exclude-libs,ALL'],
        libraries=['pcre2-8', 'utf8proc', 'm'],
    )],
    options={'bdist_wheel': {'py_limited_api': 'cp310'}},
    cmdclass={'build_ext': BuildInTree},
)

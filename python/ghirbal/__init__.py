"""A sieve for Arabic web text: takes a site's chrome out and normalises the rest.

>>> import ghirbal
>>> page = '''فتحت المكتبة أبوابها للقرّاء صباح الاثنين بعد ترميم دام عامًا كاملًا.
... تابعونا على فيسبوك
... وقال مديرها إن القاعة الجديدة تتسع لمئتي قارئ.
... '''
>>> print(ghirbal.clean(page), end='')
فتحت المكتبة أبوابها للقراء صباح الاثنين بعد ترميم دام عاما كاملا.
وقال مديرها إن القاعة الجديدة تتسع لمئتي قارئ.
>>> [(removal.line, removal.group, removal.text) for removal in ghirbal.explain(page)]
[(2, 'share', 'تابعونا على فيسبوك')]

A :class:`Cleaner` is made once and used for many texts, by any number of threads.
"""
from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import repeat
from typing import Any, Literal, NamedTuple, Union

from . import _ghirbal

__all__ = ["Cleaner", "Removal", "clean", "explain", "normalize", "__version__"]
__version__ = _ghirbal.version

Level = Literal["light", "standard", "strict"]
Path = Union[str, "os.PathLike[str]"]
_LEVELS: tuple[Level, ...] = ("light", "standard", "strict")

# So many characters are cleaned for one taking of the interpreter's lock: few enough to stay in the cache.
_BATCH = 1 << 15


class Removal(NamedTuple):
    """One removal and the reason for it; ``page[start:end]`` is where it stood.

    A line that goes after spans were cut out of it holds them: ``text`` is then what was left.
    """

    line: int
    """From 1, as an editor counts."""
    start: int
    end: int
    verdict: Literal["drop", "cut"]
    """The whole line, or a span within it."""
    group: str
    rule: str | None
    """Its address, such as ``share.rules:12``; None where structure decided."""
    reason: str
    evidence: str
    score: float
    """The judge's: below zero means chrome, 0 where a rule decided."""
    text: str


def _group_list(groups: str | Iterable[str] | None) -> str | None:
    if groups is None or isinstance(groups, str):
        return groups
    return ",".join(groups)


def _read_rules(files: Path | Iterable[Path]) -> tuple[tuple[str, str], ...]:
    if isinstance(files, (str, os.PathLike)):
        files = (files,)
    read = []
    for file in files:
        with open(file, encoding="utf-8") as text:
            read.append((os.fspath(file), text.read()))
    return tuple(read)


class Cleaner:
    """Rules and settings, made once; may be shared by threads, pickled and sent to other processes.

    :param level: how readily a line goes that no rule names: ``light``, ``standard``, ``strict``.
    :param normalize: a profile and switches, as ``--normalize`` of ghirbal(1) takes them:
        ``"none"``, ``"light"``, ``"standard"``, ``"search"``, ``"standard,+digits"``.
    :param rules: rule files of your own (ghirbal-rules(5)), a path or several.
    :param default_rules: False to use your own alone.
    :param strip: groups of rules that are removed, and no other: ``"share,related"`` or a list.
    :param keep: groups that are not removed.  Not both.
    :param memory: a site memory's file, as ``ghirbal --learn`` writes it; mapped, so that processes
        share one copy.  Give each text its ``site``.  Workers open it by the same path.
    :param max_document: bytes held of one text; a longer one is judged in parts.  0: 16 MiB.

    A wrong rule or name is a ``ValueError`` that says where and names the nearest word.

    >>> Cleaner(normalize='none').clean('مَرحَبًا بِكُم فِي المَدِينَةِ القَدِيمَةِ.')
    'مَرحَبًا بِكُم فِي المَدِينَةِ القَدِيمَةِ.'
    >>> Cleaner(keep=['shares'])
    Traceback (most recent call last):
        ...
    ValueError: shares: no rule group has this name; did you mean share?
    """

    def __init__(
        self,
        *,
        level: Level = "standard",
        normalize: str = "standard",
        rules: Path | Iterable[Path] = (),
        default_rules: bool = True,
        strip: str | Iterable[str] | None = None,
        keep: str | Iterable[str] | None = None,
        memory: Path | None = None,
        max_document: int = 0,
    ) -> None:
        if level not in _LEVELS:
            raise ValueError(f"{level}: unknown level; it is one of {', '.join(_LEVELS)}")
        if strip is not None and keep is not None:
            raise ValueError("strip and keep exclude each other")
        self._open(
            _read_rules(rules),
            default_rules,
            _group_list(strip),
            _group_list(keep),
            normalize,
            _LEVELS.index(level),
            max_document,
            None if memory is None else os.fsencode(memory),
        )

    def _open(self, *arguments: Any) -> None:
        self._arguments = arguments
        self._sieve = _ghirbal.Sieve(*arguments)

    # The texts of the rules travel, not their paths: a worker need not have the files.
    def __getstate__(self) -> tuple[Any, ...]:
        return self._arguments

    def __setstate__(self, arguments: tuple[Any, ...]) -> None:
        self._open(*arguments)

    def __repr__(self) -> str:
        rules, _, strip, keep, switches, level, _, memory = self._arguments
        said = [f"level={_LEVELS[level]!r}", f"normalize={switches!r}"]
        if rules:
            said.append(f"rules={[name for name, _ in rules]!r}")
        said += [f"{name}={value!r}" for name, value in (("strip", strip), ("keep", keep)) if value]
        if memory:
            said.append(f"memory={os.fsdecode(memory)!r}")
        return f"Cleaner({', '.join(said)})"

    def clean(self, text: str, site: str | None = None) -> str:
        """The text without the site's chrome, normalised; the same object if nothing changed.

        One text is one document.  Lone surrogates become U+FFFD.  The interpreter's lock is let go
        of while the library works.
        """
        return self._sieve.clean(text, site)

    def __call__(self, text: str, site: str | None = None) -> str:
        return self._sieve.clean(text, site)

    def explain(self, text: str, site: str | None = None) -> list[Removal]:
        """What goes out of ``text`` and why, in order."""
        return [Removal(*removal) for removal in self._sieve.explain(text, site)]  # type: ignore[arg-type]

    def clean_many(
        self, texts: Iterable[str], threads: int = 1, site: str | None = None
    ) -> list[str]:
        """``[clean(text, site) for text in texts]``, in batches that let go of the interpreter's lock.

        >>> Cleaner().clean_many(['صباح الخير يا أهل المدينة الكرام.'] * 3, threads=2)[2]
        'صباح الخير يا أهل المدينة الكرام.'
        """
        if threads < 1:
            raise ValueError("threads: at least one")
        batches = _batches(texts)
        if threads == 1:
            return [text for batch in batches for text in self._sieve.clean_all(batch, site)]
        with ThreadPoolExecutor(threads) as pool:
            cleaned = pool.map(self._sieve.clean_all, batches, repeat(site))
            return [text for batch in cleaned for text in batch]


def _batches(texts: Iterable[str]) -> Iterable[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@lru_cache(maxsize=1)
def _default() -> Cleaner:
    return Cleaner()


def clean(text: str) -> str:
    """The text without the site's chrome, normalised, by the default rules and settings."""
    return _default().clean(text)


def explain(text: str) -> list[Removal]:
    """What :func:`clean` takes out of ``text``, and why."""
    return _default().explain(text)


def normalize(text: str, profile: str = "standard") -> str:
    """Normalises and judges nothing.  ``profile`` is as for :class:`Cleaner`.

    >>> normalize('أَهْلاً وسَهْـــلاً')
    'أهلا وسهلا'
    >>> normalize('إلى المكتبة', 'search')
    'الي المكتبه'
    """
    return _ghirbal.normalize(text, profile)

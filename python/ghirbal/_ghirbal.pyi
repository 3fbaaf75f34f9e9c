from collections.abc import Sequence

version: str

class Sieve:
    def __new__(
        cls,
        rules: Sequence[tuple[str, str]],
        default_rules: bool,
        strip: str | None,
        keep: str | None,
        normalize: str,
        level: int,
        max_document: int,
        memory: bytes | None,
    ) -> Sieve: ...
    def clean(self, text: str, site: str | None = None, /) -> str: ...
    def clean_all(self, texts: list[str], site: str | None, /) -> list[str]: ...
    def explain(
        self, text: str, site: str | None = None, /
    ) -> list[tuple[int, int, int, str, str, str | None, str, str, float, str]]: ...

def normalize(text: str, switches: str, /) -> str: ...

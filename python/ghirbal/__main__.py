"""``ghirbal`` and ``python -m ghirbal``: the command that was built with this package."""
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    command = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", "ghirbal")
    os.execv(command, ["ghirbal", *sys.argv[1:]])


if __name__ == "__main__":
    main()

"""Makes the pictures of docs/ anew: all of them, or those whose names begin as one of the words given."""

import sys
from pathlib import Path

from pictures import chromium
from pictures.drawing import drawn
from pictures.scenes import pictures
from pictures.team import team

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"


def main(wanted: list[str]) -> int:
    try:
        browser = chromium.command()
    except chromium.Missing as missing:
        print(missing, file=sys.stderr)
        return 2
    every = list(pictures())
    chosen = [one for one in every if not wanted or one.file.startswith(tuple(wanted))]
    if not chosen:
        print(
            f"There is no picture {', '.join(wanted)}. There is {', '.join(one.file for one in every)}.",
            file=sys.stderr,
        )
        return 2
    FOLDER.mkdir(exist_ok=True)
    large = 0
    with team() as asked:
        for one in chosen:
            page, width = drawn(one, asked)
            taken = chromium.picture(browser, page, width=width)
            (FOLDER / one.file).write_bytes(taken)
            large += len(taken) > chromium.LARGEST
            print(f"{one.file}  {len(taken) // 1000} kB{'  too large' * (len(taken) > chromium.LARGEST)}", flush=True)
    if not wanted:
        _tidy({one.file for one in every})
    return 1 if large else 0


def _tidy(kept: set[str]) -> None:
    """Remove the pictures of scenes that are no more."""
    for path in FOLDER.glob("*.png"):
        if path.name not in kept:
            path.unlink()
            print(f"{path.name}  removed", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except chromium.Failed as failed:
        sys.exit(str(failed))

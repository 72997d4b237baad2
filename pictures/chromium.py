"""A page as a picture: taken by Chromium, cut to what is on it, made small."""

import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FONTS = "fonts-lato fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji fonts-dejavu-core"
TALLEST = 3600
SHARPNESS = 2
SECONDS = 120
COLOURS = (48, 36, 32, 28)
"""Fewer would take the light lines: the bar of a quote, the edge of a button."""
LARGEST = 150_000
"""Bytes of a picture, for a page that shows several."""
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--default-background-color=00000000",
    f"--force-device-scale-factor={SHARPNESS}",
)


class Missing(Exception):
    """There is no Chromium; the text says what to install."""


class Failed(Exception):
    """Chromium took no picture; the text says what it said."""


def command() -> str:
    for name in COMMANDS:
        if found := shutil.which(name):
            return found
    raise Missing(f"Pictures are taken by Chromium, which is not here. On Debian: apt install chromium {FONTS}")


def picture(browser: str, page: str, *, width: int) -> bytes:
    """A PNG of the page, which is ``width`` pixels wide, as high as what stands on it."""
    with tempfile.TemporaryDirectory(prefix="recruitbot-pictures-") as folder:
        html, shot = Path(folder, "page.html"), Path(folder, "page.png")
        html.write_text(page, encoding="utf-8")
        size = f"--window-size={width},{TALLEST}"
        call = [browser, *OPTIONS, f"--user-data-dir={folder}/profile", size, f"--screenshot={shot}", html.as_uri()]
        done = subprocess.run(call, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
        if not shot.exists():
            raise Failed(f"Chromium took no picture: {done.stderr.strip()[-400:]}")
        with Image.open(shot) as taken:
            return small(cut(taken.convert("RGBA")))


def cut(taken: Image.Image) -> Image.Image:
    """What is on the page, without the empty rest under it."""
    found = taken.getchannel("A").getbbox()
    if found is None:
        raise Failed("Nothing is on the page.")
    return taken.crop(found)


def small(taken: Image.Image) -> bytes:
    """With few colours, which text on plain ground does with; with fewer where it would be too large."""
    for colours in COLOURS:
        saved = BytesIO()
        few = taken.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(saved, "PNG", optimize=True)
        if saved.tell() <= LARGEST:
            break
    return saved.getvalue()

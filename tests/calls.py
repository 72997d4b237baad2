"""The command line as a script calls it: each call a process of its own, with its folder, environment, output and code.

`Program` starts Python for each call; `Forked` forks a process that loaded the program, which is a second faster.
"""

import os
import subprocess
import sys
import warnings
from pathlib import Path
from subprocess import CompletedProcess

from bot.__main__ import main
from tests.processes import forked

ROOT = Path(__file__).parents[1]
PATIENCE = 60
KEPT = ("PATH", "HOME", "LANG")


class Calls:
    """Runs ``recruitbot`` on one database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = f"sqlite:///{folder / 'test.db'}"

    def __call__(self, *words: object, stdin: str = "", **environment: str) -> CompletedProcess[str]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        return self.run(["--database", self.database, *map(str, words)], stdin, {**kept, **environment})

    def run(self, words: list[str], stdin: str, environment: dict[str, str]) -> CompletedProcess[str]:
        raise NotImplementedError


class Program(Calls):
    def run(self, words: list[str], stdin: str, environment: dict[str, str]) -> CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "bot", *words],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env={"PYTHONPATH": str(ROOT), **environment},
            timeout=PATIENCE,
            check=False,
        )


class Forked(Calls):
    def run(self, words: list[str], stdin: str, environment: dict[str, str]) -> CompletedProcess[str]:
        streams = [self.folder / name for name in (".stdin", ".stdout", ".stderr")]
        streams[0].write_text(stdin, encoding="utf-8")
        process = forked(_called, words, self.folder, environment, streams)
        process.join(PATIENCE)
        try:
            assert process.exitcode is not None, f"{words} did not end"
        finally:
            process.kill()
        out, err = (stream.read_text(encoding="utf-8") for stream in streams[1:])
        return CompletedProcess(words, process.exitcode, out, err)


def _called(words: list[str], folder: Path, environment: dict[str, str], streams: list[Path]) -> None:
    """What a shell and Python do before the program begins."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, (stream, flags) in enumerate(zip(streams, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)):
        file = os.open(stream, flags | (os.O_TRUNC if number else 0))
        os.dup2(file, number)
        os.close(file)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 -- for as long as the process lives
        for number, mode in enumerate(("r", "w", "w"))
    )
    warnings.simplefilter("error")
    main(words, prog_name="recruitbot")

"""What a line of words, and a form, mean for a command's parameters."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from bot import fields
from bot.chat.channels import first_channel, is_channel
from bot.chat.command import Command, Parameter, Resolver
from bot.chat.context import Context
from bot.chat.errors import LONGEST_PRESS, Missing, Refusal, searched, short
from bot.chat.forms import form_of
from bot.chat.listing import MOST_PEOPLE, ROWS, before_comma, extent, names, only_rows
from bot.chat.messages import Button, Typed
from bot.chat.splitting import Word, bare, dashed, split
from bot.openings.names import MARK
from bot.records import Candidate
from bot.stages import labels, meant

LONGEST_WORD = 200
"""Characters of a name or any other single value."""

ABOUT = frozenset({"of", "for", "on", "about"})
"""Small words that may stand before anybody."""
LONGEST_STAGE, LONGEST_NAME = 8, 40
"""Words of a stage, and of an opening."""
DASHES = frozenset("-–—·")
NUMBER = re.compile(r"#\d{1,9}[,:]?")
NAMED = re.compile(r"(?<![a-z])[a-z]++:\S")
"""Before a line that begins so, a bare number is a row."""


class _Values:
    """Fills a command's parameters from a line and a form, one after the other."""

    def __init__(self, command: Command, line: str, given: Mapping[str, str], resolver: Resolver) -> None:
        self.command, self.line, self.given, self.resolver = command, line, given, resolver
        self.words = split(line)
        self.found: dict[str, Any] = {}
        self.refused: list[Refusal] = []

    def fill(self, context: Context) -> dict[str, Any]:
        self._options()
        positional = [one for one in self.command.parameters if not one.option]
        for index, parameter in enumerate(positional):
            following = next((one for one in positional[index + 1 :] if one.kind != "file"), None)
            if parameter.kind == "file":
                self.found[parameter.name] = context.request.uploads
            elif self.given.get(parameter.name, "").strip():
                self._filled_in(parameter)
            elif self.words:
                self._positional(parameter, following)
        for parameter in self.command.parameters:
            if parameter.option and self.given.get(parameter.name, "").strip():
                self._filled_in(parameter)
        if self.refused:
            first, *self.refused = self.refused
            first.besides = tuple(self.refused)
            raise first
        self._led_options()
        if self.words:
            raise self._too_much()
        if any(one.required and one.name not in self.found for one in self.command.parameters):
            raise self._missing(context)
        return self.found

    def _filled_in(self, parameter: Parameter) -> None:
        """The value of a form's field. What does not fit is kept until all were looked at."""
        try:
            self.found[parameter.name] = self._value(parameter, self.given[parameter.name].strip(), None)
        except Refusal as refusal:
            refusal.field = parameter.name
            self.refused.append(refusal)

    def _options(self) -> None:
        """Take ``--name value`` out of the words; an unknown ``--name`` stays a word of the line."""
        known = {"--" + one.name.replace("_", "-"): one for one in self.command.parameters if one.option}
        index = 0
        while index < len(self.words):
            parameter = known.get(dashed(self.words[index].text))
            if parameter is None:
                index += 1
            elif parameter.kind == "flag":
                self.found[parameter.name] = True
                del self.words[index]
            elif index + 1 < len(self.words):
                end = index + 1 + self._option_extent(parameter, index + 1, known)
                taken = self.words[index + 1 : end]
                text = self._text(taken) if parameter.kind == "line" else " ".join(word.text for word in taken)
                self.found[parameter.name] = self._value(parameter, bare(text) if end == index + 2 else text, taken)
                del self.words[index:end]
            else:
                raise Refusal(f"{self.words[index].text} needs a value.", self._example())

    def _option_extent(self, parameter: Parameter, start: int, known: Mapping[str, Parameter]) -> int:
        """How many of the words from there on are the option's value."""
        rest = [dashed(word.text) for word in self.words[start:]]
        ending = next((at for at, text in enumerate(rest) if text in known), len(rest))
        if parameter.kind == "line":
            return max(1, ending)
        if parameter.kind == "opening":
            return max(1, self.resolver.opening_words([bare(text) for text in rest[:ending]]))
        return 1

    def _positional(self, parameter: Parameter, following: Parameter | None) -> None:
        if not parameter.required and self.words[1:] and self._led_by(self.words[0]):
            return
        if self.words[1:] and self._is_led(parameter, self.words[0].text.casefold()):
            del self.words[0]
        count = self._before_led(self._extent(parameter, following), following)
        if count == 0:
            return
        taken, self.words = self.words[:count], self.words[count:]
        text = self._text(taken) if parameter.kind == "line" else bare(" ".join(word.text for word in taken))
        self.found[parameter.name] = self._value(parameter, text, taken)

    def _led_options(self) -> None:
        """The words left over, where a small word or a colon before them says of which option they are."""
        while self.words:
            led = self._led_by(self.words[0])
            stops = self.line[: self.words[0].start].rstrip().endswith((":", ",", ";", "-", "–", "—"))
            option = led or (self._reason() if stops else None)
            rest = self.words[led is not None :]
            if option is None or not rest:
                return
            count = self._led_extent(option, [bare(one.text) for one in rest])
            taken, self.words = rest[:count], rest[count:]
            text = self._text(taken)
            self.found[option.name] = self._value(option, text if option.kind == "line" else text.rstrip(" ,:;"), taken)

    def _led_extent(self, option: Parameter, texts: Sequence[str]) -> int:
        """How many of the words are the option's: a line takes all, an opening those before a colon or small word."""
        if option.kind == "line":
            return len(texts)
        if texts[0].startswith(MARK):
            return 1
        leading = {word for one in self._leading_options() if one is not option for word in one.led}
        ends = (
            at
            for at, text in enumerate(texts, 1)
            if text.endswith((":", ",", ";")) or set(texts[at : at + 1]) & leading
        )
        named = self.resolver.opening_words([text.rstrip(",:;") for text in texts])
        return named or next(ends, len(texts))

    def _led_by(self, word: Word) -> Parameter | None:
        """The option that the small word leads to."""
        return next((one for one in self._leading_options() if word.text.casefold().strip(",:") in one.led), None)

    def _leading_options(self) -> list[Parameter]:
        options = (one for one in self.command.parameters if one.option and one.led)
        return [one for one in options if one.name not in self.found]

    def _reason(self) -> Parameter | None:
        """The option that words without a small word before them may be."""
        return next((one for one in self._leading_options() if one.kind == "line"), None)

    def _text(self, taken: list[Word]) -> str:
        """The words exactly as typed, with what is between them, less the options that stood there."""
        pieces = [self.line[taken[0].start : taken[0].end]]
        for before, word in pairwise(taken):
            between = self.line[before.end : word.start]
            pieces.append(between if not between.strip() else " ")
            pieces.append(self.line[word.start : word.end])
        return "".join(pieces)

    def _extent(self, parameter: Parameter, following: Parameter | None) -> int:
        """How many of the words belong to the parameter."""
        texts = [bare(word.text) for word in self.words]
        if parameter.kind == "line":
            return self._before_opening(texts)
        if parameter.kind == "field":
            parsed = fields.parse(texts)
            return parsed[1] if parsed else 1
        if parameter.kind == "channel":
            return int(is_channel(texts[0]))
        if following and following.kind == "channel":
            return first_channel(texts)
        if parameter.kind == "people":
            listed = only_rows(texts, following) or extent(texts, self.resolver)
            if listed and following and following.kind in ("choice", "stage"):
                end = len(texts) if texts[listed - 1].endswith(",") else listed
                return next((at for at in range(listed, len(texts)) if _chosen(following, texts[at:])), end)
            return listed or self._named(texts, following)
        if parameter.kind == "mention" and texts[0].startswith("<@"):
            return next((at for at, text in enumerate(texts, 1) if text.endswith(">")), 1)
        if parameter.kind == "stage":
            sizes = (size for size in range(min(len(texts), LONGEST_STAGE), 0, -1) if meant(" ".join(texts[:size])))
            return next(sizes, 0 if following is not None and not parameter.required else 1)
        if parameter.kind == "opening":
            return len(texts) if following is None else max(1, self.resolver.opening_words(texts))
        if parameter.kind != "who":
            skipped = following is not None and not parameter.required and parameter.kind == "choice"
            return 0 if skipped and _choice(parameter, texts[0]) is None else 1
        if parameter.apart:
            return self._set_apart(texts)
        return self._named(texts, following)

    def _before_opening(self, texts: Sequence[str]) -> int:
        """How many words a line has, less an opening at its end: "me at Kernel engineer". After a colon or dash words are free."""
        option = next((one for one in self._leading_options() if one.kind == "opening"), None)
        for at, text in enumerate(texts if option else ()):
            if option and text.casefold() in option.led and self.resolver.names_opening(" ".join(texts[at + 1 :])):
                return at
            if ":" in text or text in DASHES:
                break
        return len(texts)

    def _is_led(self, parameter: Parameter, word: str) -> bool:
        """Whether the word only leads to the value, and begins no name."""
        if word in parameter.led:
            return True
        somebody = parameter.kind in ("who", "people") and not parameter.apart and word in ABOUT
        return somebody and not self.resolver.leading([bare(one.text) for one in self.words])

    def _before_led(self, count: int, following: Parameter | None) -> int:
        """Less the small word that leads to what follows, unless it ends a name: ``minh to``."""
        texts = [bare(word.text) for word in self.words[:count]]
        if following is None or count < 2 or texts[-1].casefold() not in following.led:
            return count
        return count if self.resolver.leading(texts) == count else count - 1

    def _set_apart(self, texts: Sequence[str]) -> int:
        """How many words name somebody before a line that may go without: a number, a whole name, or ``noor:``."""
        if NUMBER.fullmatch(texts[0]) or (texts[0].isdecimal() and len(texts) > 1 and NAMED.match(texts[1])):
            return 1
        plain = [text.rstrip(",:") for text in texts]
        count = self.resolver.leading(plain)
        named = count > 1 or (count == 1 and (len(texts) == 1 or texts[0] != plain[0] or texts[1].endswith(":")))
        return count if named else 0

    def _named(self, texts: Sequence[str], following: Parameter | None) -> int:
        """How many words name one person, before what follows."""
        if following is None or following.name in self.given:
            return len(texts)
        if following.kind == "who" and (listed := before_comma(texts)):
            return listed
        if texts[0].lstrip("#").isdecimal() or self.words[0].text.startswith('"'):
            return 1
        if len(texts) == 1:
            return 1
        if following.kind in ("stage", "opening") and (before := self._before_name(following, texts)):
            return before
        if led := next((at for at, text in enumerate(texts) if at and text.casefold() in following.led), 0):
            return max(led, self.resolver.leading(texts[: led + 1]))
        if following.kind == "opening":
            return self.resolver.leading(texts) or 1
        if following.kind == "stage" or (following.kind == "choice" and _choice(following, texts[-1]) is None):
            whole = not following.required or self.resolver.leading(texts) == len(texts)
            return len(texts) if whole else len(texts) - 1
        if following.kind == "field":
            named = (at for at in range(1, len(texts)) if fields.parse(texts[at:]))
            return max(self.resolver.leading(texts), next(named, 0)) or len(texts)
        if following.kind in ("choice", "word"):
            return len(texts) - 1
        return self.resolver.leading(texts) or 1

    def _before_name(self, following: Parameter, texts: Sequence[str]) -> int:
        """How many words stand before those at the end that name a stage or an opening; 0 where none do."""
        for start in range(max(1, len(texts) - LONGEST_NAME), len(texts)):
            rest = texts[start:]
            if meant(" ".join(rest)) if following.kind == "stage" else self.resolver.opening_words(rest) == len(rest):
                return start
        if following.kind == "stage" and (named := self.resolver.leading(texts)) and _chosen(following, texts[named:]):
            return named
        return 0

    def _value(self, parameter: Parameter, text: str, taken: list[Word] | None) -> Any:
        if parameter.kind == "people":
            return self._people(parameter, text, taken)
        if parameter.kind in ("who", "word", "mention", "channel", "stage", "opening") and len(text) > LONGEST_WORD:
            raise Refusal(f"{short(text)} is too long for {parameter.name}.", self._example())
        if parameter.kind == "who":
            return self.resolver.one(text.rstrip(",:"), lambda number: self._again(parameter, number, taken))
        if parameter.kind == "field":
            parsed = fields.parse(text.split())
            if parsed is None or parsed[1] != len(text.split()):
                known = ", ".join(one.word for one in fields.FIELDS)
                raise Refusal(f"There is no field {short(text)}.", (f"There is {known}. ", *self._example()))
            return parsed[0]
        if parameter.off and text.casefold() == "off":
            return "off"
        if parameter.kind == "opening":
            return self.resolver.opening(text, lambda name: self._again(parameter, name, taken))
        if parameter.kind == "stage":
            if (stage := meant(text)) is None:
                if one := meant(text.partition("|")[0]):  # as the terminal shows several
                    typed = Typed(self._again(parameter, one.label.casefold(), taken))
                    raise Refusal(f"{short(text)} are several stages.", ("Type one: ", typed))
                raise Refusal(f"There is no stage {short(text)}.", (f"There is {labels()}.",))
            return stage.key
        if parameter.kind == "choice":
            if (key := _choice(parameter, text)) is None:
                known = ", ".join(value for value, _ in parameter.choices)
                raise Refusal(f"There is no {parameter.name} {short(text)}.", (f"There is {known}.",))
            return key
        if parameter.kind == "number":
            if not re.fullmatch(r"\d{1,9}", text):
                raise Refusal(f"{parameter.name} takes a number, not {short(text)}.", self._example())
            return int(text)
        if parameter.kind == "flag":
            return _agreed(text)
        return text

    def _people(self, parameter: Parameter, text: str, taken: list[Word] | None) -> tuple[Candidate, ...]:
        """Everybody who is listed, each once."""
        parts = names(text, self.resolver)
        found: dict[int, Candidate] = {}
        for at, part in enumerate(parts):
            if len(part) > LONGEST_WORD:
                raise Refusal(f"{short(part)} is too long for a name.", self._example())
            if part.casefold() == "all" or ("-" in part and ROWS.fullmatch(part)):
                people = self.resolver.rows(part)
            else:
                people = (self.resolver.one(part, partial(self._instead, parameter, parts, at, taken)),)
            found |= {person.number: person for person in people}
        if not found:
            raise Refusal("Nobody is named.", self._example())
        if len(found) > MOST_PEOPLE:
            raise Refusal(f"That is {len(found)} people; at most {MOST_PEOPLE} at once.")
        return tuple(found.values())

    def _instead(self, parameter: Parameter, parts: list[str], at: int, taken: list[Word] | None, number: str) -> str:
        """The same line with a number in place of one of several names."""
        return self._again(parameter, ", ".join([*parts[:at], number, *parts[at + 1 :]]), taken)

    def _again(self, parameter: Parameter, value: str, taken: list[Word] | None) -> str:
        """The same line with this value in place of the words that meant several."""
        if taken is not None:
            return f"{self.command.name} {self.line[: taken[0].start]}{value}{self.line[taken[-1].end :]}".strip()
        besides = [self.line, *self._given_besides(parameter)]
        named = f"--{parameter.name.replace('_', '-')} {value}" if parameter.option else value
        parts = [named, *besides] if parameter.kind in ("who", "people") else [*besides, named]
        return " ".join(filter(None, [self.command.name, *parts]))

    def _given_besides(self, one: Parameter) -> Iterator[str]:
        """The form's other values as they are typed in a line."""
        for parameter in self.command.parameters:
            if parameter is one:
                continue
            text = self.given.get(parameter.name, "").strip()
            option = f"--{parameter.name.replace('_', '-')}" if parameter.option else ""
            if parameter.kind == "flag":
                yield option if _agreed(text) else ""
            elif text and parameter.kind != "file":
                yield f'{option} "{text}"'.strip() if option or parameter.kind != "line" else text

    def _example(self) -> tuple[Any, ...]:
        shown = self.command.examples[0] if self.command.examples else self.command.usage
        return ("For example ", Typed(shown))

    def _too_much(self) -> Refusal:
        rest = short(" ".join(word.text for word in self.words))
        search = searched(f"{self.command.name} {self.line}")
        if option := self._reason():
            start, name = self.words[0].start, option.name.replace("_", " ")
            line = f"{self.command.name} {self.line[:start]}--{option.name} {self.line[start:]}"
            search = (Button(f"{name.capitalize()}: {rest}", line), *search) if len(line) <= LONGEST_PRESS else search
        return Refusal(f"{self.command.spoken} does not know what to do with {rest}.", self._example(), buttons=search)

    def _missing(self, context: Context) -> Missing:
        lacking = [one for one in self.command.parameters if one.required and one.name not in self.found]
        needed = " and ".join(one.help or one.name for one in lacking)
        make = self.command.form
        form = make(context, self.line) if make else form_of(self.command, self.line, self.found)
        return Missing(f"{self.command.spoken} needs {needed}.", self._example(), form=form)


def _agreed(text: str) -> bool:
    return text.casefold() in ("true", "yes", "1")


def _chosen(parameter: Parameter, texts: Sequence[str]) -> bool:
    """Whether the words begin with one of the choices."""
    if parameter.kind == "choice":
        return _choice(parameter, texts[0]) is not None
    return any(meant(" ".join(texts[:size])) for size in range(1, min(len(texts), LONGEST_STAGE) + 1))


def _choice(parameter: Parameter, text: str) -> str | None:
    """The value that the text means: its key or label, or the only one that starts so."""
    wanted = text.casefold()
    pairs = [(value, label.casefold()) for value, label in parameter.choices]
    for value, label in pairs:
        if wanted in (value, label):
            return value
    fitting = [
        value for value, label in pairs if len(wanted) >= 3 and (value.startswith(wanted) or label.startswith(wanted))
    ]
    return fitting[0] if len(fitting) == 1 else None


def arguments(command: Command, line: str, context: Context, resolver: Resolver) -> dict[str, Any]:
    """What the line (without the command's name) and the request's form give the command's parameters.

    Raises `Missing` where a required value is lacking, `Refusal` for a value that does not fit.
    """
    return _Values(command, line, context.request.values, resolver).fill(context)

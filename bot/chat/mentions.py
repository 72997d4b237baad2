"""People, groups and channels as platforms write them into a line, ``<@U1|Mara>`` or ``<#C1|ml-hiring>``, in words."""

import re

_WRITTEN = re.compile(r"(?P<field>:?)<(?P<mark>[@#])[&!]?(?P<id>[A-Za-z0-9]{1,40})(?:\|(?P<name>[^<>]{0,100}))?>")


def shown(text: str) -> str:
    """As people read it: ``@Mara``, ``#ml-hiring``; by the id where the platform gave no name."""
    return _WRITTEN.sub(lambda found: found["field"] + found["mark"] + _called(found), text) if "<" in text else text


def looked_for(line: str) -> str:
    """A search for somebody who is mentioned looks for their name: ``owner:"Mara Ek"``."""
    return _WRITTEN.sub(_searched, line) if "<" in line else line


def _searched(found: re.Match[str]) -> str:
    name = _called(found).replace('"', "")
    return f'{found["field"]}"{name}"' if found["field"] and " " in name else found["field"] + name


def _called(found: re.Match[str]) -> str:
    return (found["name"] or "").strip() or found["id"]

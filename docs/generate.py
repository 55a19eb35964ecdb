"""Write the pages about the rules, and the README's table, from the rules themselves.

python docs/generate.py            # writes what has changed
python docs/generate.py --check    # exit status 1 where something would change
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import groupby
from pathlib import Path
from pkgutil import iter_modules
from typing import Final

from ivrlint._own_rules import own_rules as rules_of_the_core
from ivrlint.docs import documented_options, prose
from ivrlint.finding import Severity
from ivrlint.rule import Rule

ROOT: Final = Path(__file__).resolve().parent.parent
_LEXERS: Final = {
    "ivr": "ivr",
    "asterisk": "ini",
    "bandwidth": "xml",
    "freeswitch": "xml",
    "twiml": "xml",
    "voicexml": "xml",
    "connect": "json",
    "dialogflow": "json",
    "jambonz": "json",
    "ncco": "json",
    "studio": "json",
    "genesys": "yaml",
}
_HEADING: Final = re.compile(r"^(?P<kind>Bad|Good)(?: \((?P<how>[^)]*)\))?:$")
_BEGIN: Final = "<!-- rules: written by docs/generate.py -->"
_END: Final = "<!-- end of rules -->"


def main(arguments: list[str]) -> int:
    """Write the pages, or only look whether they are as they should be."""
    stale = [path for path, text in pages() if not path.exists() or path.read_text("utf-8") != text]
    stale += [path for path in (ROOT / "docs" / "rules").glob("*.md") if path not in dict(pages())]
    for path in stale:
        print(path.relative_to(ROOT))
    if "--check" in arguments:
        return int(bool(stale))
    wanted = dict(pages())
    for path in stale:
        if path in wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[path], "utf-8")
        else:
            path.unlink()
    return 0


def pages() -> Iterator[tuple[Path, str]]:
    """Every generated file with the text that it has to have."""
    rules = all_rules()
    folder = ROOT / "docs" / "rules"
    for rule in rules:
        yield folder / f"{rule.name}.md", page(rule)
    yield folder / "index.md", index(rules)
    yield folder / "by-severity.md", by_severity(rules)
    yield folder / "with-a-fix.md", with_a_fix(rules)
    readme = ROOT / "README.md"
    yield readme, between(readme.read_text("utf-8"), "\n".join(summary(rules)))


def all_rules() -> list[Rule]:
    """The rules of ivrlint, by pack and name."""
    from ivrlint_rules import own_rules

    return sorted([*own_rules(), *rules_of_the_core()], key=lambda rule: (rule.pack, rule.name))


def page(rule: Rule) -> str:
    """The page of a rule."""
    told = prose(rule.documentation).removeprefix(rule.summary).strip()
    lines = [f"# {rule.name}", "", f"**{rule.summary}**", "", *facts(rule), "", told, ""]
    lines += [*options(rule), *examples(rule.documentation)]
    return "\n".join(lines).rstrip() + "\n"


def facts(rule: Rule) -> Iterator[str]:
    """What a rule is, in a line or two."""
    state = "on" if rule.default else "off until it is selected"
    told = [f"pack [{rule.pack}](index.md#{rule.pack})", str(rule.severity), state]
    if rule.fix != "none":
        told.append(f"offers a fix ({rule.fix})")
    told.append(f"since {rule.since}")
    yield " · ".join(told)
    if rule.implies:
        names = ", ".join(f"[{name}]({name}.md)" for name in rule.implies)
        yield f"<br>Where it speaks, {names} stay quiet."
    if rule.aliases:
        yield f"<br>Formerly {', '.join(f'`{name}`' for name in rule.aliases)}."


def options(rule: Rule) -> Iterator[str]:
    """The options as a table."""
    if not rule.options:
        return
    yield from ("## Options", "", "| option | default | unit | meaning |", "|---|---|---|---|")
    described = documented_options(rule.documentation)
    for option in rule.options:
        default = json.dumps(option.default, ensure_ascii=False)
        meaning = described[option.name][1]
        yield f"| `{option.name}` | `{default}` | {option.unit or ''} | {meaning} |"
    yield ""


def examples(documentation: str) -> Iterator[str]:
    """The examples, each as a block of its format; `//!` marks the line of a finding."""
    lines = documentation.splitlines()
    first = True
    for at, line in enumerate(lines):
        match = _HEADING.match(line)
        if match is None:
            continue
        if first:
            yield from ("## Examples", "", "`//!` marks the line that the finding points at.", "")
            first = False
        how = [part.strip() for part in (match["how"] or "").split(";") if part.strip()]
        lexer = next((_LEXERS[part] for part in how if part in _LEXERS), "text")
        if not any(part.split(" ")[0] not in ("files", "options") for part in how):
            lexer = "text" if any(part.startswith("files") for part in how) else "ivr"
        block = list(_block(lines[at + 1 :]))
        told = f" ({'; '.join(how)})" if how else ""
        yield from (f"{match['kind']}{told}:", "", f"```{lexer}", *block, "```", "")


def _block(lines: Iterable[str]) -> Iterator[str]:
    found: list[str] = []
    for line in lines:
        if line and not line.startswith(" "):
            break
        found.append(line)
    while found and not found[0].strip():
        found.pop(0)
    while found and not found[-1].strip():
        found.pop()
    indent = min((len(line) - len(line.lstrip()) for line in found if line.strip()), default=0)
    return (line[indent:] for line in found)


def index(rules: list[Rule]) -> str:
    """All rules, by pack."""
    lines = [
        "# The rules",
        "",
        f"{len(rules)} rules in {len(by_pack(rules))} packs. Other lists:",
        "[by severity](by-severity.md), and [those with a fix](with-a-fix.md).",
        "",
    ]
    for pack, members in by_pack(rules).items():
        lines += [f"## {pack}", "", about(pack), "", *table(members), ""]
    return "\n".join(lines).rstrip() + "\n"


def by_severity(rules: list[Rule]) -> str:
    """All rules, the gravest first."""
    lines = ["# The rules by severity", "", "A configuration can change each of them.", ""]
    for severity in sorted(Severity, reverse=True):
        members = [rule for rule in rules if rule.severity is severity]
        lines += [f"## {severity}", "", *table(members), ""]
    return "\n".join(lines).rstrip() + "\n"


def with_a_fix(rules: list[Rule]) -> str:
    """The rules that can mend what they find."""
    lines = [
        "# The rules with a fix",
        "",
        "`--fix` applies safe fixes, after which callers meet nothing else than before but for",
        "the fault; `--unsafe-fixes` applies the others too.",
        "",
    ]
    for kind in ("safe", "unsafe"):
        members = [rule for rule in rules if rule.fix == kind]
        lines += [f"## {kind}", "", *table(members), ""]
    return "\n".join(lines).rstrip() + "\n"


def table(rules: Iterable[Rule]) -> Iterator[str]:
    """Rules as a table, each with its page."""
    yield from ("| rule | finds | severity | fix |", "|---|---|---|---|")
    for rule in rules:
        severity = f"{rule.severity}" if rule.default else f"{rule.severity}, off"
        fix = "" if rule.fix == "none" else rule.fix
        yield f"| [{rule.name}]({rule.name}.md) | {rule.summary} | {severity} | {fix} |"


def summary(rules: list[Rule]) -> Iterator[str]:
    """The README's table: the packs, what they are about, and their rules."""
    yield from ("| pack | is about | rules |", "|---|---|---|")
    for pack, members in by_pack(rules).items():
        names = ", ".join(f"[{rule.name}](docs/rules/{rule.name}.md)" for rule in members)
        yield f"| **{pack}** | {about(pack)} | {names} |"


def by_pack(rules: list[Rule]) -> Mapping[str, list[Rule]]:
    """The packs, each with its rules."""
    return {pack: list(members) for pack, members in groupby(rules, key=lambda rule: rule.pack)}


def about(pack: str) -> str:
    """What a pack is about: the docstring of its folder."""
    import ivrlint_rules

    names = {module.name for module in iter_modules(ivrlint_rules.__path__)}
    if pack not in names:
        return "The linting itself."
    return (import_module(f"ivrlint_rules.{pack}").__doc__ or "").strip()


def between(text: str, new: str) -> str:
    """A text with what stands between the marks replaced."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{new}\n\n{_END}{after}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

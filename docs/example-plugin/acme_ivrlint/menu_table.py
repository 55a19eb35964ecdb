"""A small format: menus as tables of tab-separated lines.

menu	main	Press 1 for sales.
key	1	sales
say	sales	Our shop is in Main Street.
"""

from ivrlint.formats import Candidate, Claim, Format, Reading
from ivrlint.model import (
    Cause,
    Document,
    Exit,
    Flow,
    Menu,
    Problem,
    Prompt,
    Say,
    Step,
    Target,
)
from ivrlint.places import Place, Source
from ivrlint.text import Text, Words


class MenuTable(Format):
    """Acme's menu tables."""

    name = "acme-menu"
    description = "Acme's menu tables: *.acme, tab-separated"
    names = ("*.acme",)

    def claim(self, candidate: Candidate) -> Claim:
        """The name says it all."""
        return Claim.BY_NAME if candidate.path.suffix == ".acme" else Claim.NO

    def read(self, source: Source, reading: Reading) -> Document:
        """Each line is a step, or a key of the step before it."""
        steps: list[Step] = []
        problems: list[Problem] = []
        name, kind, exits, prompts, place = "", "", list[Exit](), list[Prompt](), source.place(0)

        def close() -> None:
            made = {"menu": Menu, "say": Say}.get(kind)
            if made is not None:
                step = made(name=name, place=place, exits=tuple(exits), prompts=tuple(prompts))
                steps.append(step)

        start = 0
        for line in source.text.splitlines(keepends=True):
            here = Place(source, start, start + len(line.rstrip("\n")))
            word, _, rest = line.rstrip("\n").partition("\t")
            first, _, second = rest.partition("\t")
            if word in ("menu", "say"):
                close()
                name, kind, place, exits, prompts = first, word, here, [], []
                if second:
                    said = Place(source, here.end - len(second), here.end)
                    prompts.append(Prompt(content=Text((Words(second, said),)), place=said))
            elif word == "key" and kind == "menu":
                exits.append(Exit(cause=Cause.KEY, key=first, target=Target(second), place=here))
            elif word.strip():
                message = f"expected 'menu', 'say' or 'key' (of a menu), found {word!r}"
                problems.append(Problem("syntax-error", here, message))
            start += len(line)
        close()
        flow = Flow(
            name=source.path,
            place=source.place(0),
            start=steps[0].name if steps else None,
            steps=tuple(steps),
        )
        return Document(
            source=source,
            format=self.name,
            flows=(flow,) if steps else (),
            problems=tuple(problems),
        )

"""What the compiler makes before priorities have numbers: steps, in chains."""

from __future__ import annotations

from dataclasses import field

from ivrlint.lean import dataclass

Anchors = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Step:
    """A priority that is not numbered yet.

    `tail` tells what is added to the arguments once the numbers are known:
    `if`, `loop` and `time` name the ways of a test, `go` is a plain jump.
    """

    application: str
    arguments: str
    start: int
    end: int
    at: int
    arguments_at: int = -1
    anchors: Anchors = ()
    tail: str = ""
    to: Step | None = None
    has_else: bool = False
    label: str | None = None
    """The name that stands for the next step: this one is no step itself."""
    ends_switch: Chain | None = None
    """The chain whose switch ends here: other chains come back to it."""
    skips: bool = False
    """Stands before the `else` of an `ifTime`: who jumps to it means the step after it."""
    number: int = 0


@dataclass(slots=True)
class Chain:
    """An extension while it is compiled: its own steps, and in `more` those of its cases.

    `has_switch`: `${EXTEN}` is no longer what was dialled, because a case of a
    switch is an extension of its own.
    """

    name: str
    context: str
    cid: str | None = None
    hint: Step | None = None
    first: int = 1
    is_case: bool = False
    span: tuple[int, int] = (0, 0)
    """Its header."""
    checked: bool = False
    has_switch: bool = False
    steps: list[Step] = field(default_factory=list)
    more: list[Chain] = field(default_factory=list)
    leave: Step | None = None
    again: Step | None = None

    def link(self, step: Step, mother: Chain | None) -> None:
        """Add a step."""
        if self.has_switch or (mother is not None and mother.has_switch):
            _dialled(step)
        self.steps.append(step)

    def follow(self, chain: Chain) -> Chain:
        """Add a chain that belongs to this one."""
        self.more.append(chain)
        return chain

    def case(self, name: str, mother: Chain | None) -> Chain:
        """A chain for a case, or for what a macro catches."""
        chain = Chain(name, self.context)
        for above in (mother, self):
            if above is not None and above.checked:
                chain.has_switch, chain.checked = above.has_switch, True
        return chain


def in_order(chains: list[Chain]) -> list[Chain]:
    """All chains as the engine goes through them: the last case comes first."""
    ordered: list[Chain] = []
    waiting = list(reversed(chains))
    while waiting:
        chain = waiting.pop()
        ordered.append(chain)
        waiting.extend(chain.more)
    return ordered


def _dialled(step: Step) -> None:
    """`${EXTEN}` becomes the variable in which the number that was dialled is kept."""
    text = step.arguments
    if "${EXTEN" not in text:
        return
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = []
    old = step.anchors or ((0, step.arguments_at),)
    grown = done = index = 0
    while True:
        at = text.find("${EXTEN", done)
        end = at + 7
        if at < 0:
            break
        if text[end : end + 1] not in ("}", ":"):
            pieces.append(text[done:end])
            done = end
            continue
        pieces += [text[done:at], "${~~EXTEN~~"]
        done = end
        while index < len(old) and old[index][0] <= end:
            anchors.append((old[index][0] + grown, old[index][1]))
            index += 1
        grown += 4
        anchor, source = old[index - 1]
        anchors.append((end + grown, source + end - anchor))
    if not grown:
        return
    anchors += [(anchor + grown, source) for anchor, source in old[index:]]
    step.arguments = "".join(pieces) + text[done:]
    if step.arguments_at >= 0:
        step.anchors = tuple(anchors)

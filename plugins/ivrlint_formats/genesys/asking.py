"""What customers hear, and what they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ivrlint.model import (
    UNKNOWN,
    Audio,
    Bot,
    Cause,
    Channel,
    Collect,
    Exit,
    Maybe,
    Menu,
    Party,
    Prompt,
    Say,
    Scope,
    Step,
    Survey,
    Transfer,
    Unresolved,
)
from ivrlint.places import Place
from ivrlint.text import Text, Variable
from ivrlint_formats.data import Node, Object, Scalar
from ivrlint_formats.genesys.context import Context
from ivrlint_formats.genesys.drafts import Block, Choice
from ivrlint_formats.genesys.values import (
    number_in,
    object_in,
    seconds_in,
    variable_in,
)

_AUDIO: Final = (
    "audio", "prompt", "communication", "messageBody", "message", "question", "text", "content",
)  # fmt: skip
_EXTENSIONS: Final = "listenForExtensionDialing"
_POSITION: Final = {"playEstimatedWaitTime": "wait", "playPositionInQueue": "position"}


def say(flow: Context, block: Block, number: int) -> Step:
    """Says, plays or writes something, then goes on."""
    prompts = _heard(flow, block)
    said = _POSITION.get(block.kind)
    if said is not None and not prompts:
        number_said = Text((Variable(said, block.place),))
        prompts = (Prompt(content=number_said, place=block.place),)
    if block.kind == "holdMusic":
        prompts = tuple(map(_as_music, prompts))
    exits = tuple(_outputs(flow, block))
    return Say(**flow.common(block, number), prompts=prompts, exits=exits)


def _as_music(prompt: Prompt) -> Prompt:
    """Music that a variable names: a recording all the same, and nothing that is read out."""
    if isinstance(prompt.content, Audio):
        return prompt
    return replace(prompt, content=Audio(prompt.content.plain.strip("{}")))


def _heard(flow: Context, block: Block, *keys: str) -> tuple[Prompt, ...]:
    for key in keys or _AUDIO:
        found = flow.prompts(block.body.get(key), block.place)
        if found:
            return found
    return ()


def _outputs(flow: Context, block: Block) -> Iterator[Exit]:
    """The exits of an action that goes on, whatever came of it."""
    named = flow.platform.outputs(block.kind)
    causes = {"failure": Cause.ERROR, "timeout": Cause.TIMEOUT}
    if not named or any(one not in ("success", "default") for one in named):
        yield flow.way_out(block.outputs.get("success"), block, Cause.NEXT)
    else:
        yield flow.output(block, named[0], Cause.NEXT)
    for one in named:
        if one in causes:
            yield flow.output(block, one, causes[one])


def menu(flow: Context, block: Block, number: int) -> Step:
    """A menu of a call flow."""
    exits = [exit_ for one in block.choices for exit_ in _choice(flow, one)]
    bound = {exit_.key for exit_ in exits if exit_.key}
    # A key that holds everywhere takes effect where the menu has none of its own for it.
    for one in flow.everywhere:
        if one.key is not None and one.key not in bound:
            bound.add(one.key)
            exits.append(_key(flow, one, one.key))
    settings = block.body.object("settingsMenu") or block.body
    if _takes_extensions(flow, settings):
        colleague = Unresolved("callers may dial the extension of a colleague", Scope.STARTS)
        exits.append(Exit(cause=Cause.KEY, target=colleague, place=block.place))
    exits += _no_choice(flow, block)
    return Menu(
        **flow.common(block, number),
        prompts=flow.prompts(block.body.get("audio"), block.place),
        exits=tuple(exits),
        timeout=_seconds(flow, settings, "menuSelectionTimeout", flow.platform.menu_seconds),
        digit_timeout=_seconds(
            flow, settings, "extensionDialingMaxDelay", flow.platform.menu_digit_seconds
        ),
        presentations=_presentations(flow, settings),
        interruptible=True,
        set_at=tuple(_menu_set_at(flow, settings)),
        speech=any(one.words for one in block.choices),
        keys=True,
        longest=1,
        terminator=None,
    )


def _choice(flow: Context, choice: Choice) -> Iterator[Exit]:
    if choice.key is not None:
        yield _key(flow, choice, choice.key)
    for word in choice.words:
        target = flow.target(choice.way.to)
        yield Exit(cause=Cause.WORD, target=target, place=word.place, word=word.value)


def _key(flow: Context, choice: Choice, key: str) -> Exit:
    label: Text | None = None
    if choice.name is not None and not flow.platform.is_default_name(choice.name.value):
        label = Text((choice.name.words(),))
    target = flow.target(choice.way.to)
    return Exit(cause=Cause.KEY, target=target, place=choice.way.place, key=key, label=label)


def _no_choice(flow: Context, block: Block) -> Iterator[Exit]:
    """After the last repetition: the default choice, else what the flow does about errors."""
    for cause in (Cause.NOINPUT, Cause.NOMATCH):
        if block.default is not None:
            yield flow.way_out(block.default, block, cause)
        elif block.next is not None:
            said = flow.prompts(
                (object_in(flow.settings, "settingsErrorHandling") or block.body).get(
                    "preHandlingAudio"
                ),
                block.place,
            )
            yield flow.way_out(None, block, cause, prompts=said)


def _seconds(flow: Context, settings: Object, name: str, default: float) -> Maybe[float]:
    """A time of a menu: its own, else the flow's, else Architect's."""
    whole = object_in(flow.settings, "settingsMenu")
    for node in (settings.get(name), whole.get(name) if whole else None):
        found = seconds_in(node)
        if found is not None:
            return found
        if _is_computed(node):
            return UNKNOWN
    return default


def _menu_set_at(flow: Context, settings: Object) -> Iterator[tuple[str, Place]]:
    """Where the time of `_seconds` is set."""
    whole = object_in(flow.settings, "settingsMenu")
    for field, name in (
        ("timeout", "menuSelectionTimeout"),
        ("digit_timeout", "extensionDialingMaxDelay"),
    ):
        nodes = (settings.get(name), whole.get(name) if whole else None)
        yield from ((field, node.place) for node in nodes if seconds_in(node) is not None if node)


def _presentations(flow: Context, settings: Object) -> Maybe[int]:
    """How often the menu is played: Architect counts every playing, the first one too."""
    whole = object_in(flow.settings, "settingsMenu")
    for node in (settings.get("repeatCount"), whole.get("repeatCount") if whole else None):
        found = number_in(node)
        if found is not None:
            return max(1, found)
        if _is_computed(node):
            return UNKNOWN
    return flow.platform.menu_plays


def _takes_extensions(flow: Context, settings: Object) -> bool:
    """Whether an extension may be dialled in a menu: by its own setting, else the flow's."""
    whole = object_in(flow.settings, "settingsMenu")
    for node in (settings.get(_EXTENSIONS), whole.get(_EXTENSIONS) if whole else None):
        if _is_computed(node):
            return True
        said = node.get("lit") if isinstance(node, Object) else node
        if isinstance(said, Scalar) and isinstance(said.value, bool):
            return said.value
    return False


def _is_computed(node: Node | None) -> bool:
    return isinstance(node, Object) and node.get("exp") is not None


def _time(flow: Context, block: Block, name: str) -> Maybe[float]:
    """A time of an action: its own, else the flow's for all such actions, else Architect's."""
    for node in (block.body.get(name), flow.setting(block.kind, name)):
        found = seconds_in(node)
        if found is not None:
            return found
        if _is_computed(node):
            return UNKNOWN
    default = flow.platform.default_seconds(block.kind, name)
    return UNKNOWN if default is None else default


def _set_at(flow: Context, block: Block) -> Iterator[tuple[str, Place]]:
    """Where the times of `_time` are set."""
    for field, name in (("timeout", "noEntryTimeout"), ("digit_timeout", "interDigitTimeout")):
        nodes = (block.body.get(name), flow.setting(block.kind, name))
        yield from ((field, node.place) for node in nodes if seconds_in(node) is not None if node)


def collect(flow: Context, block: Block, number: int) -> Step:
    """Asks for digits, once: what becomes of silence or too few digits is its failure."""
    digits = block.body.object("digits")
    within = object_in(digits, "range")
    exact = number_in(digits.get("exact")) if digits else None
    least = exact if exact is not None else number_in(within.get("min")) if within else None
    most = exact if exact is not None else number_in(within.get("max")) if within else None
    ending = flow.platform.key_of(within.text("terminatingDtmf")) if within else None
    variable = variable_in(block.body.get("inputData"))
    failure = block.outputs.get("failure")
    return Collect(
        **flow.common(block, number),
        prompts=_heard(flow, block, "inputAudio", "audio"),
        exits=(
            flow.output(block, "success", Cause.NEXT),
            flow.way_out(failure, block, Cause.NOINPUT),
            flow.way_out(failure, block, Cause.NOMATCH),
        ),
        timeout=_time(flow, block, "noEntryTimeout"),
        digit_timeout=_time(flow, block, "interDigitTimeout"),
        presentations=1,
        interruptible=True,
        set_at=tuple(_set_at(flow, block)),
        speech=False,
        keys=True,
        data=variable.value if variable else None,
        least=UNKNOWN if least is None else least,
        most=UNKNOWN if most is None else most,
        terminator=ending if ending is not None else None if exact is not None else UNKNOWN,
        secret=flow.draft.kind == "secureCall",
    )


def extension(flow: Context, block: Block, number: int) -> Step:
    """Asks for an extension and connects its owner."""
    return Transfer(
        **flow.common(block, number),
        prompts=_heard(flow, block, "audio", "inputAudio"),
        party=Party.PERSON,
        exits=(
            flow.output(block, "failure", Cause.ERROR),
            flow.output(block, "timeout", Cause.NOANSWER),
        ),
    )


def ask(flow: Context, block: Block, number: int) -> Step:
    """A question of a bot flow."""
    exits = [flow.way_out(block.outputs.get("success"), block, Cause.NEXT)]
    for output, cause in (
        ("maxNoInputs", Cause.NOINPUT),
        ("maxNoMatches", Cause.NOMATCH),
        ("noIntent", Cause.NOMATCH),
        ("failure", Cause.ERROR),
    ):
        if output in flow.platform.outputs(block.kind):
            exits.append(flow.output(block, output, cause))
    return Collect(
        **flow.common(block, number),
        prompts=_heard(flow, block, "question", "signInMessage", *_AUDIO),
        exits=tuple(exits),
        speech=True,
        keys=UNKNOWN if flow.platform.channel(flow.draft.kind) is Channel.PHONE else False,
    )


def bot(flow: Context, block: Block, number: int) -> Step:
    """A bot; its outputs are what it has understood."""
    exits: list[Exit] = []
    for name, way in block.outputs.items():
        if name in ("failure", "error"):
            exits.append(flow.way_out(way, block, Cause.ERROR))
        elif name in ("noIntent", "maxNoMatches"):
            exits.append(flow.way_out(way, block, Cause.NOMATCH))
        elif name == "maxNoInputs":
            exits.append(flow.way_out(way, block, Cause.NOINPUT))
        elif name == "timeout":
            exits.append(flow.way_out(way, block, Cause.TIMEOUT))
        elif name not in ("success", "default"):
            exits.append(flow.way_out(way, block, Cause.WORD, word=name))
    onward = block.outputs.get("success") or block.outputs.get("default")
    exits.insert(0, flow.way_out(onward, block, Cause.NEXT))
    if not any(one.cause is Cause.ERROR for one in exits):
        exits.append(flow.way_out(None, block, Cause.ERROR))
    prompts = _heard(flow, block, "startAudio")
    return Bot(**flow.common(block, number), prompts=prompts, exits=tuple(exits))


def survey(flow: Context, block: Block, number: int) -> Step:
    """A question of a survey."""
    prompts = _heard(flow, block, "question")
    exits = (flow.way_out(None, block, Cause.NEXT),)
    return Survey(**flow.common(block, number), prompts=prompts, exits=exits)

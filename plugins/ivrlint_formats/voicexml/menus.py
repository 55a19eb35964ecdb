"""Menus: a `menu` is a form with one question, whose choices lead on at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ivrlint.model import Scope, Unresolved
from ivrlint_formats.markup import Element
from ivrlint_formats.voicexml.accepted import Accepted, Answer
from ivrlint_formats.voicexml.choices import answer_of, keys_of, listed
from ivrlint_formats.voicexml.drafts import Goal, Label
from ivrlint_formats.voicexml.execution import Execution, Site
from ivrlint_formats.voicexml.expressions import string_of
from ivrlint_formats.voicexml.grammars import Taken, accepted_by
from ivrlint_formats.voicexml.ground import Ground
from ivrlint_formats.voicexml.itemless import ItemlessDialog
from ivrlint_formats.voicexml.links import event_of
from ivrlint_formats.voicexml.progress import LOST, State
from ivrlint_formats.voicexml.questions import Question, usable, ways_of
from ivrlint_formats.voicexml.scopes import Scopes
from ivrlint_formats.voicexml.speech import Hearing

_THE_MENU: Final = -1


class MenuDialog(ItemlessDialog):
    """A `menu` while it is lowered."""

    def __init__(self, ground: Ground, element: Element, base: str, hearing: Hearing) -> None:
        self.ground: Final = ground
        self.element: Final = element
        self._site = Site(base, base, _THE_MENU, ground.file)
        self._scopes = ground.scopes(element)
        self._execution = Execution(ground, self)
        self.label: Final = Label()
        numbered = (element.get("dtmf") or "").strip().lower() == "true"
        self._choices = list(keys_of(element.elements("choice"), numbered=numbered))
        barge = self._scopes.property("bargein") != "false"
        hearing = replace(hearing, interruptible=barge)
        self._hearing = replace(hearing, choices=listed(self._choices, hearing))

    def lower(self) -> None:
        """Make its step."""
        scopes = self._scopes
        keys, speech = scopes.takes("dtmf"), scopes.takes("voice")
        answers: list[Answer] = []
        goals: dict[int, Goal] = {}
        complete = True
        for choice, key in self._choices:
            goal = self._goal(choice)
            accepted, sure = self._accepted(choice, key, Taken(keys=keys, speech=speech))
            complete = complete and sure
            for answer in accepted:
                goals[id(answer)] = goal
                answers.append(answer)
        found = Accepted(
            tuple(answers),
            complete,
            any(answer.key for answer in answers) or not answers,
            any(answer.word for answer in answers),
        )
        question = Question(self._execution, self, self.element, _THE_MENU, self._site, None)
        self.label.goal = question.draft_menu(
            ways_of(answers, lambda answer: goals[id(answer)], speech=speech), found
        )

    def _accepted(
        self, choice: Element, key: str | None, takes: Taken
    ) -> tuple[list[Answer], bool]:
        """The answers that take a choice, and whether there are no others."""
        own = answer_of(choice, key, self._hearing)
        found = usable(
            Accepted((own,), keys=True, speech=True), keys=takes.keys, speech=takes.speech
        )
        answers, complete = list(found.answers), True
        for grammar in choice.elements("grammar", "dtmf"):
            more = usable(
                accepted_by(grammar, frozenset(), self.ground.platform, takes),
                keys=takes.keys,
                speech=takes.speech,
            )
            answers += (replace(one, label=own.label) for one in more.answers)
            complete = complete and (more.complete or not (more.keys or more.speech))
        return answers, complete

    def _goal(self, choice: Element) -> Goal:
        url = choice.get("next")
        if url is None and choice.get("expr") is not None:
            url = string_of(choice.get("expr") or "", self.ground.constant)
            if url is None:
                return Unresolved("where the choice leads is decided during the call")
        if url is not None:
            return self.ground.goal_at(url, self.ground.file)
        event = event_of(choice)
        if event is not None:
            return self._execution.thrown(event, State(LOST), self._site)
        return Unresolved("the choice does not say where it leads", Scope.FLOW)

    # What execution asks

    def scopes(self, item: int) -> Scopes:
        """Those of the menu: it has no items."""
        del item
        return self._scopes

    def after(self, state: State) -> Goal:
        """An event handler that is done: the menu asks again."""
        del state
        return self.label

    def jump(self, number: int, state: State) -> Goal:
        """The menu itself."""
        del number, state
        return self.label

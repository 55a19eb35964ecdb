"""What formats have in common in which a file is a list of verbs, run one after the other."""

from ivrlint_formats.verbs.asking import Question, question_of
from ivrlint_formats.verbs.chain import Here, Way, chain
from ivrlint_formats.verbs.files import Files, Links
from ivrlint_formats.verbs.linking import Lowered, Script, link, lowered

__all__ = [
    "Files",
    "Here",
    "Links",
    "Lowered",
    "Question",
    "Script",
    "Way",
    "chain",
    "link",
    "lowered",
    "question_of",
]

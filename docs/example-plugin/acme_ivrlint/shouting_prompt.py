"""A company's own rule: one file with its documentation, its options, its examples, its check."""

from ivrlint.finding import Finding
from ivrlint.model import Prompt
from ivrlint.rule import Findings, rule
from ivrlint.text import Words


@rule("warning", since="1.0", pack="acme")
def shouting_prompt(prompt: Prompt, *, most: int = 2) -> Findings:
    """Words in capital letters, which Acme's voice spells out letter by letter.

    Callers hear "W, E, L, C, O, M, E". Abbreviations of up to five letters
    are spelled on purpose.

    Options:
        most (words): how many such words a prompt may hold

    Bad (options most=0):

        phone "1" {
            say welcome {
                "WELCOME to Acme."  //! 'WELCOME'
            }
        }

    Good:

        phone "1" {
            say welcome {
                "Welcome to Acme, makers of the NAVO 3."
            }
        }
    """
    if prompt.text is None:
        return
    shouted = [
        (word, piece.place)
        for piece in prompt.text.pieces
        if isinstance(piece, Words)
        for word in piece.text.split()
        if len(word) > 5 and word.isupper()
    ]
    if len(shouted) > most:
        word, place = shouted[0]
        yield Finding(place, f"the voice spells {word!r} letter by letter; write it in lower case")

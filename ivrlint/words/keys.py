"""Announced keys and spoken words: "toets 1", "press one, two or three", "say 'billing'"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ivrlint.words.marked import Marked
from ivrlint.words.tokens import Break, Kind
from ivrlint.words.vocabulary import Word


class Mention(NamedTuple):
    """Keys or words that are announced among the tokens `start` to `end`.

    `keys_start` is the first token of the keys themselves, after the verb.
    """

    start: int
    end: int
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    keys_start: int = 0


_FILLER: Final = (Word.KEY_FILLER, Word.KEY_BETWEEN, Word.ARTICLE)
_MOST_FILLERS: Final = 6
_LONGEST_RANGE: Final = 20
_MOST_KEYS: Final = 20
"""How many keys one announcement may list; a bound, so that cost stays linear."""
_LOOK_BACK: Final = 14
"""How many words a topic may have before its key, where the verb is left out."""


def announced_keys(marked: Marked) -> list[Mention]:
    """All keys that a text tells the caller to press, in order."""
    found: list[Mention] = []
    index, size = 0, len(marked.tokens)
    verbs_follow = any(marked.end(at, Word.KEY_VERB_AFTER) for at in range(size))
    while index < size:
        closing = marked.end(index, Word.INPUT_END)
        if closing:  # "end what you enter with #" offers nothing to choose
            ending = _key_at(marked, marked.skip(closing, _FILLER, 2))
            index = ending[1] if ending else closing
            continue
        mention = _with_verb(marked, index)
        if mention is None and verbs_follow:
            mention = _before_verb(marked, index)
        if mention is None and found:
            mention = _without_verb(marked, index, found[-1].end)
        elif mention is None and marked.end(index, Word.KEY_FILLER):
            mention = _option_number(marked, index)
        if mention is None:
            index += 1
        else:
            found.append(mention)
            index = mention.end
    return found


def _with_verb(marked: Marked, index: int) -> Mention | None:
    """Keys after a verb: `toets een 1`, `press one or two`."""
    end = marked.end(index, Word.KEY_VERB)
    return _keys(marked, index, end) if end else None


def _before_verb(marked: Marked, index: int) -> Mention | None:
    """Keys before a verb: `door op 1 te drukken`."""
    if _key_at(marked, index) is None:
        return None
    mention = _keys(marked, index, index)
    if mention is None:
        return None
    for at in (mention.end, mention.end + 1):
        end = marked.end(at, Word.KEY_VERB_AFTER)
        if end and _with_verb(marked, at):
            return None  # "of your last 5 payments press 1": the verb has a key of its own
        if end and all(t.before is Break.NONE for t in marked.tokens[mention.end : end]):
            return mention._replace(end=end)
    return None


def _without_verb(marked: Marked, index: int, from_: int) -> Mention | None:
    """Keys whose verb was said before: `…, voor support 2`, `…, 2 for support`, `die 2, wenn …`."""
    tokens = marked.tokens
    led = any(marked.follows(index, group) for group in (Word.JOINER, Word.AND))
    begins = led or tokens[index].before is not Break.NONE
    if not begins and _key_at(marked, index) is None:
        return None
    mention = _keys(marked, index, index)
    if mention is None:
        return None
    after = mention.end
    ends = after >= len(tokens) or tokens[after].before is not Break.NONE
    pauses = ends and after < len(tokens) and tokens[after].before is Break.SOFT
    if begins and (pauses or not ends) and marked.end(after, Word.TOPIC_START):
        return mention
    if mention.keys_start != index and not begins:
        return None
    ends = ends or bool(marked.end(after, Word.JOINER) or marked.end(after, Word.AND))
    if not ends or marked.end(after, Word.KEY_VERB):
        return None
    return mention if _after_topic(marked, index, from_) else None


def _option_number(marked: Marked, index: int) -> Mention | None:
    """A numbered option after its topic: `voor verkoop, optie 2`."""
    mention = _keys(marked, index, index)
    if mention is None or not _after_topic(marked, index, 0):
        return None
    after = mention.end
    ends = after >= len(marked.tokens) or marked.tokens[after].before is not Break.NONE
    return mention if ends and not marked.end(after, Word.KEY_VERB) else None


def _after_topic(marked: Marked, index: int, from_: int) -> bool:
    """Whether a topic (`voor …`, `for …`) leads up to a key without a break.

    `from_` is where the announcement before it ends.
    """
    tokens = marked.tokens
    at = index
    while at > from_ and index - at < _LOOK_BACK:
        if tokens[at].before is Break.STRONG or (at < index and tokens[at].before is Break.SOFT):
            break
        at -= 1
        if marked.end(at, Word.TOPIC_START) and (
            at == from_
            or tokens[at].before is not Break.NONE
            or any(marked.follows(at, word) for word in (Word.JOINER, Word.AND, Word.LEAD_IN))
        ):
            return True
    return False


def _keys(marked: Marked, start: int, at: int) -> Mention | None:
    """The list of keys that begins at a token, after words that only fill.

    A word that is both `a` and `one` is the key where no other follows.
    """
    between, one = False, -1
    for _ in range(_MOST_FILLERS):
        if at >= len(marked.tokens) or (at > start and marked.tokens[at].before is Break.STRONG):
            break
        article = marked.end(at, Word.ARTICLE)
        if article and article < len(marked.tokens) and marked.tokens[article].before:
            break  # "un, deux ou trois": no article stands before a comma
        if article and one < 0:
            one = at
        end = max(article, marked.end(at, Word.KEY_FILLER), marked.end(at, Word.KEY_BETWEEN))
        if not end:
            break
        between = between or bool(marked.end(at, Word.KEY_BETWEEN))
        at = end
    strong = at > start and at < len(marked.tokens) and marked.tokens[at].before is Break.STRONG
    first = None if strong else _key_at(marked, at)
    if first is None and one >= 0:
        at = one
        first = _key_at(marked, at)
    if first is None:
        return None
    begin = at
    keys = [first[0]]
    at = first[1]
    for _ in range(_MOST_KEYS):
        if at >= len(marked.tokens) or marked.tokens[at].before is Break.STRONG:
            break
        following = _range(marked, at, keys[-1], between=between) or _or(marked, at)
        if following is None:
            break
        more, at = following
        keys += more
    return Mention(start, at, tuple(dict.fromkeys(keys)), keys_start=begin)


def _range(marked: Marked, at: int, first: str, *, between: bool) -> tuple[list[str], int] | None:
    """The rest of a range, from the word for `to` on: `tot en met 5`, `-5`."""
    next_at = marked.end(at, Word.KEY_RANGE)
    if not next_at and between:
        next_at = marked.end(at, Word.AND)
    if not next_at and at and marked.gap(at) in {"-", "–"}:
        next_at = at
    if not next_at or not first.isdecimal():
        return None
    last = _key_at(marked, marked.skip(next_at, _FILLER, 2))
    if last is None or not last[0].isdecimal():
        return None
    low, high = int(first), int(last[0])
    if not low < high <= low + _LONGEST_RANGE:
        return None
    return [str(key) for key in range(low + 1, high + 1)], last[1]


def _or(marked: Marked, at: int) -> tuple[list[str], int] | None:
    """One more key of a list: `, 2`, `of 3`, `, or 4`."""
    joined = marked.skip(at, (Word.KEY_OR, Word.AND), 1)
    if joined == at and marked.tokens[at].before is not Break.SOFT:
        return None
    key_at = marked.skip(joined, _FILLER, 2)
    if joined == at and key_at != at:  # "1, the 2": a comma alone joins only bare keys
        return None
    key = _key_at(marked, key_at)
    if key is None or (joined == at and _begins_option(marked, key[1])):
        return None
    return [key[0]], key[1]


def _begins_option(marked: Marked, at: int) -> bool:
    """Whether what follows a key is its topic: `…, 2 voor support`."""
    return at < len(marked.tokens) and bool(
        marked.tokens[at].before is Break.NONE and marked.end(at, Word.TOPIC_START)
    )


def _key_at(marked: Marked, at: int) -> tuple[str, int] | None:
    """The key that a token names, and the token after it."""
    tokens = marked.tokens
    if not 0 <= at < len(tokens):
        return None
    token = tokens[at]
    if token.norm in marked.vocabulary.key_beginnings:
        named = _named_key(marked, at)
        if named is not None:
            return named
    if token.kind is Kind.KEY:
        return token.norm, at + 1
    value = token.value
    if value is None or not value.is_integer() or not 0 <= value <= 99:
        return None
    if token.norm in marked.vocabulary.phone_numbers:
        return None
    if marked.text[token.end : token.end + 1] in {"%", "€", "$", "£"}:
        return None
    if at and marked.gap(at)[-1:] in {"€", "$", "£"}:
        return None
    after = at + 1
    if after >= len(tokens) or tokens[after].before is Break.STRONG:
        return str(int(value)), after
    following = tokens[after]
    if following.before is Break.NONE:
        if following.kind is Kind.NUMBER and not marked.gap(after):
            return None  # digits in a row are a number, not keys
        if marked.end(after, Word.NOT_A_KEY) or following.norm in marked.vocabulary.numbers.units:
            return None
        if marked.end(at, Word.ARTICLE) and not _may_follow_one(marked, after):
            return None
    return str(int(value)), after


def _named_key(marked: Marked, at: int) -> tuple[str, int] | None:
    names = marked.vocabulary.keys
    for length in (3, 2, 1):
        words = marked.tokens[at : at + length]
        if len(words) == length:
            key = names.get(" ".join(token.norm for token in words))
            if key is not None:
                return key, at + length
    return None


def _may_follow_one(marked: Marked, at: int) -> bool:
    """Whether a word that is both `a` and `one` can be the key 1 before this token."""
    groups = (Word.KEY_OR, Word.KEY_RANGE, Word.TOPIC_START, Word.AND, Word.SAY_FILLER)
    return marked.starts(at, groups)


_QUOTED: Final = r"[\"'“‘«„]\s?([^\"'”’»“«\n]{1,60}?)\s?[\"'”’»“](?!\w)"
_BETWEEN_QUOTES: Final = r"[\s,]*(?:\w{1,5}\s+){0,2}"
_LONGEST_SPOKEN: Final = 3
"""How many words a spoken option may have that stands without quotation marks."""


def announced_words(marked: Marked) -> list[Mention]:
    """All words that a text tells the caller to say, in order."""
    found: list[Mention] = []
    index = 0
    while index < len(marked.tokens):
        end = marked.end(index, Word.SAY_VERB)
        mention = None
        if end:
            at = marked.skip(end, (Word.SAY_FILLER,), 4)
            mention = _quoted(marked, index, at) or _bare(marked, index, at)
        if mention is not None:
            found.append(mention)
        index = mention.end if mention is not None else index + 1
    return found


def _quoted(marked: Marked, start: int, at: int) -> Mention | None:
    position = marked.tokens[at - 1].end
    words: list[str] = []
    while True:
        between = re.compile(_BETWEEN_QUOTES).match(marked.text, position) if words else None
        begin = between.end() if between else _spaces(marked.text, position)
        quoted = re.compile(_QUOTED).match(marked.text, begin)
        if quoted is None:
            break
        words.append(quoted.group(1).rstrip(".,!?"))
        position = quoted.end()
    if not words:
        return None
    end = at
    while end < len(marked.tokens) and marked.tokens[end].start < position:
        end += 1
    return Mention(start, end, words=tuple(words))


def _spaces(text: str, position: int) -> int:
    while position < len(text) and (text[position].isspace() or text[position] in ",:"):
        position += 1
    return position


def _bare(marked: Marked, start: int, at: int) -> Mention | None:
    words: list[str] = []
    end = at
    while True:
        word = _bare_word(marked, at)
        if word is None:
            break
        words.append(word[0])
        end = word[1]
        at = marked.skip(end, (Word.KEY_OR, Word.AND), 1)
        if at == end and (at >= len(marked.tokens) or marked.tokens[at].before is not Break.SOFT):
            break
    return Mention(start, end, words=tuple(words)) if words else None


def _bare_word(marked: Marked, at: int) -> tuple[str, int] | None:
    """An option that is said without quotation marks, up to a word that ends it."""
    tokens = marked.tokens
    for end in range(at, min(len(tokens), at + _LONGEST_SPOKEN) + 1):
        over = end >= len(tokens) or (end > at and tokens[end].before is not Break.NONE)
        ends = (Word.KEY_OR, Word.TOPIC_START, Word.SAY_FILLER, Word.AND)
        if over or marked.starts(end, ends):
            if end == at:
                return None
            return marked.text[tokens[at].start : tokens[end - 1].end], end
        unfit = tokens[end].kind is not Kind.WORD or tokens[end].value is not None
        if unfit or marked.end(end, Word.NOT_A_SPOKEN_WORD) or marked.end(end, Word.KEY_VERB):
            return None
    return None

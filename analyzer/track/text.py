"""Small steps that all of the extraction shares: which script, which words, without ornaments."""

import re
import unicodedata
from functools import lru_cache

from analyzer.track import heads, words

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Marks of direction, zero-width characters and emoji.
_ORNAMENT = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U0001f000-\U0001faff\u2600-\u27bf]")
#: What may stand around a name without belonging to it.
EDGES = " \t\n\r,;:!?-–—|/*_#·•'\"“”„«»‘’`{}「」『』《》【】<>~"

#: How a word names both sexes: Entwickler:in, Ingénieur·e, Operario/a, Chargé(e). It is a part of the word.
SEX_MARK = (
    r"(?-i:(?::|\*)(?:innen|in|e|r|n)|[·•](?:rice|trice|euse|ère|ne|se|es|e|x)|/-?(?:innen|in|r|e|a|o)"
    r"|\((?:innen|in|trice|rice|euse|ère|ne|se|e|a|o|r|n)\)|\.e)(?![^\W_])"
)
#: The same behind a word that is long enough: "SAS/R" and "c/o" are none.
BOTH_SEXES = rf"(?<=[^\W\d_]{{4}}){SEX_MARK}"
#: Words with which the next sentence begins where a mail lost its full stops, or a line of data its colons.
_NEXT_SENTENCE = re.compile(
    r"(?:\s(?:We|Our|Your|It|If|As|At|After|While|Although|However|Unfortunately|Please|Thanks?(?: [Yy]ou)?|Dear|Hi"
    r"|Hello|Regards|undefined|Job (?:Number|ID)(?: (?:JR|R|REQ))?))+$"
    r"|\s(?:Sincerely|Warmly|(?:Warm |Kind |Best )?Regards|Cheers|Copyright)\b.*$|^(?:Sincerely|Regards|Copyright) "
)
#: Words that no name ends in: a sentence goes on with them.
_WORD_BEHIND = re.compile(
    r"(?:\s(?:for|to|from|is|has|and|or|the|est|du|des|et|pour|für|und|ist|bei|von|för|och|hos|till|voor|dla|bij|presso|chez"
    r"|per|para|con|mit|with)\b\.?)+$"
)
#: What stands behind a name in Japanese and Chinese, and in Korean, without a space.
_PARTICLE = re.compile(
    r"(?<=[\u30a0-\u30ff\u3400-\u9fffA-Za-z0-9)）])(?:様|さま|御中|への?|にて?|の|は|より|から|が|を|では?|公司)+$"
    r"|(?<=[\uac00-\ud7af]{2})(?:에서|에게|으로|께서|입니다|측|님|은|는|이|가|을|를|의|에|로|와|과)+$"
)

#: Of these the ones that no name ends in.
_SURE_PARTICLE = re.compile(
    r"(?<=[\u30a0-\u30ff\u3400-\u9fffA-Za-z0-9)）])(?:の|より|から)$"
    r"|(?<=[\uac00-\ud7afA-Za-z)]{2})(?:에서|에게|께서|입니다|의|에|를)$"
)

_HEADS = frozenset(words.HEADS_LATIN.split())
#: More of them, which names of companies end in, too: "Auto Trader". They tell a role only by themselves.
_MORE_HEADS = frozenset(heads.HEADS.split())
#: Heads that other words are put before without a space, as German, Dutch and Swedish do: "Teamleiter".
_HEAD_ENDS = tuple(head for head in _HEADS if len(head) > 5)
_SURE = "|".join(words.HEADS_CJK.split())
HEAD_CJK = re.compile(rf"(?:{_SURE})$")
_LOOSE_CJK = re.compile(rf"(?:{_SURE}|{'|'.join(words.HEADS_CJK_LOOSE.split())})(?:[(（][^()（）]*[)）])?$")
#: The alternatives of a pattern for a sure head, to be built into others.
SURE_HEADS_CJK = f"(?:{_SURE})"
_APART = re.compile(r"[\s/,()*:-]+")
_LEVEL = frozenset({"i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "5"})
_POST_BEHIND = re.compile(r"的?(?:岗位|職位|职位|崗位|职务|職務|一职|一職|职缺|職缺|ポジション|岗)$")


def is_cjk(text: str) -> bool:
    """Whether Chinese, Japanese or Korean characters are in the text."""
    return bool(_CJK.search(text))


def tidy(text: str) -> str:
    """The text without direction marks, emoji and doubled spaces."""
    return " ".join(_ORNAMENT.sub(" ", text).split())


def without_next_sentence(name: str) -> str:
    """The name without the words of a sentence or closing behind it: "Acme We" of "interest in Acme We received"."""
    return _WORD_BEHIND.sub("", _NEXT_SENTENCE.sub("", name))


def without_particle(name: str) -> str:
    """A name without the honorific and the particles that Japanese, Korean and Chinese set behind it: オルカ様より."""
    return _PARTICLE.sub("", name)


def has_both_brackets(name: str) -> bool:
    """Whether each bracket of the text has its other one, of whatever width; pieces of names have not."""
    return sum(map(name.count, "(（")) == sum(map(name.count, ")）"))


def ends_in_particle(name: str) -> bool:
    """Whether a sentence in Japanese or Korean goes on where the name ends: 大和樹脂テクノの, 나래통상에."""
    return _SURE_PARTICLE.search(name) is not None


@lru_cache(maxsize=20_000)
def bare(word: str) -> str:
    """A word in lower case without accents and punctuation at its ends."""
    apart = unicodedata.normalize("NFD", word.casefold().strip(EDGES + ".()[]"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def has_head(text: str) -> bool:
    """Whether some word of the text is the head of a role name: engineer, Teamleiter, 工程师."""
    text = tidy(text)
    if is_cjk(text) and _LOOSE_CJK.search(_POST_BEHIND.sub("", text.strip(EDGES))):
        return True
    return any(map(_is_written_head, _APART.split(text)))


@lru_cache(maxsize=10_000)  # the same words stand in subject after subject
def _is_written_head(word: str) -> bool:
    return is_head(bare(word))


def is_head(word: str) -> bool:
    """Whether a bare word is the head of a role: engineer, leiter, Teamleiter."""
    return (
        word in _HEADS
        or word in _MORE_HEADS
        or word.rstrip("s") in _HEADS
        or (len(word) > 8 and word.endswith(_HEAD_ENDS))
    )


def is_role(name: str) -> bool:
    """Whether all of the text reads as a job title: several words, the last the head of a role or its level."""
    told = [bare(word) for word in name.split()]
    if told and told[-1] in _LEVEL:
        told.pop()
    return len(told) > 1 and told[-1] in _HEADS

"""Makes the model of companies and roles of the corpus: `make names`. The same corpus and code give the same bytes.

First the tagger is trained on every word, then the rankers on the candidates of every mail. A ranker sees each mail
through a tagger that was trained on the other rounds of writing: on its own mail a tagger is surer than it ever is
on a stranger's.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.preprocessing import StandardScaler

from analyzer import skopsfile
from analyzer.classify.augment import renamed
from analyzer.classify.corpus import Sample
from analyzer.domain import Address
from analyzer.labels import Label
from analyzer.track import namefile
from analyzer.track.names import company_key, role_key
from analyzer.track.naming import Namer
from analyzer.track.ranking import Ranker, Trees
from analyzer.track.tagging import TAGS, WIDTH, Tag, Tagger, columns
from analyzer.track.text import is_cjk
from analyzer.track.tokens import Tokens, mentions, tokens
from models.build import HERE, samples
from models.invented import dressed, invented

#: Rounds of writing (`source`) that are left out together; see above.
_FOLDS = (
    ("kinds", "plain", "stock2"),
    ("common", "everyday", "first", "private", "second", "stock"),
    ("dull", "edges", "platforms", "strangers", "systems", "templates", "wide", "worlds"),
)
#: Rounds that teach names nothing. With 3,030 short mails and 420 ordinary ones companies were right in .932 of an
#: exam's mails and wrong in .037, without them in .942 and .027; with the last two rounds and not those in .893 and
#: .047 against .909 and .035. Of 2,345 short mails by strangers both read the same, within half a point.
NOT_LEARNT = ("short", "ordinary", "closings", "again")
#: A word is seen as it is if so many mails have it outside of a company's name.
_FREQUENT = 4
#: A word is common if so many mails have it in small letters, and more than half as many as have it with a capital.
_COMMON, _COMMON_SHARE = 8, 0.5
#: Words further than this from any name are mostly dropped: there are ten times as many as others.
_NEAR, _KEPT_SHARE = 6, 0.3
#: Chosen once, on the corpus: a tenth and ten times of the first cost several points.
_ALPHA, _EPOCHS = 1e-5, 6
_C = 0.3
#: Trees beside the weights: two points more companies are right and one fewer is wrong, on mail that no part of the
#: model had seen and on the exam; of roles one to two points more are right on such mail, as many on the exam.
_TREES, _DEPTH = 240, 4
#: The chance from which a name is said, of a company with what holds it or is held by it. A wrong company merges
#: strangers, a wrong role divides one application.
_ENOUGH_COMPANY, _ENOUGH_ROLE = 0.4, 0.45
#: So many of the copies have a role with a team, a level or an aside.
_DRESSED = 0.3
_PROCESSES = 2
_DIGITS = 4

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


# --- samples ----------------------------------------------------------------------------------------


def swapped(sample: Sample, others: Sequence[Sample], dice: random.Random) -> Sample:
    """The sample with another company, half of the time another role, and mostly without sender and subject."""
    company, role = sample.company, sample.role
    if company:
        alike = [other.company for other in others if is_cjk(other.company) == is_cjk(company)]
        company = dice.choice(alike) if is_cjk(company) or dice.random() < 0.4 else invented(dice)
    if role and dice.random() < 0.5:
        role = dice.choice([other.role for other in others if other.role] or [role])
    if role and not is_cjk(role) and dice.random() < _DRESSED:
        role = dressed(role, dice)
    other = renamed(sample, {sample.company: company, sample.role: role})
    sender = Address() if dice.random() < 0.7 else other.email.sender
    subject = "" if dice.random() < 0.5 else other.email.subject
    return replace(
        other, email=replace(other.email, subject=subject, sender=sender), company=company, role=role
    )


def copies(mails: Sequence[Sample]) -> Iterator[Sample]:
    """A copy of each mail with other names; the same mails give the same copies."""
    of_language: dict[str, list[Sample]] = {}
    for mail in mails:
        if mail.company:
            of_language.setdefault(mail.lang, []).append(mail)
    for mail in mails:
        dice = random.Random(mail.id)  # noqa: S311 - variety, not secrecy
        yield swapped(mail, of_language[mail.lang], dice)


def bare(sample: Sample) -> Sample:
    """The mail as it is pasted: no sender, no subject; a name that stands in them alone is not stated."""
    text = sample.email.text
    email = replace(sample.email, sender=Address(), subject="")
    company, role = (name if name.lower() in text.lower() else "" for name in (sample.company, sample.role))
    return replace(sample, email=email, company=company, role=role)


# --- tagger -----------------------------------------------------------------------------------------


def tags(sample: Sample, mail: Tokens) -> npt.NDArray[np.int8]:
    """The tag of each token: every mention of the company and the role, the longer name first."""
    out = np.zeros(len(mail), dtype=np.int8)
    named = ((sample.company, Tag.COMPANY), (sample.role, Tag.ROLE))
    for name, tag in sorted(named, key=lambda pair: -len(pair[0])):
        for first, end in mentions(name, mail):
            if not out[first:end].any():
                out[first:end] = tag + 1
                out[first] = tag
    return out


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens to learn from: a row of columns, a tag and a fold each."""

    columns: Ints
    tags: npt.NDArray[np.int8]
    folds: npt.NDArray[np.int8]


def fold_of(sample: Sample) -> int:
    """The fold that the sample's round of writing belongs to."""
    return next(number for number, sources in enumerate(_FOLDS) if sample.source in sources)


def frequent_words(mails: Sequence[Tokens], tagged: Sequence[npt.NDArray[np.int8]]) -> tuple[str, ...]:
    """Words that many mails have outside of a company's name."""
    count = Counter(
        word
        for mail, tag in zip(mails, tagged, strict=True)
        for word in {
            w for w, t in zip(mail.words, tag, strict=True) if t not in (Tag.COMPANY, Tag.COMPANY_ON)
        }
    )
    return tuple(sorted(word for word, times in count.items() if times >= _FREQUENT and "\n" not in word))


def common_words(mails: Sequence[Tokens]) -> tuple[str, ...]:
    """Words that are mostly written small."""
    small, large = Counter[str](), Counter[str]()
    for mail in mails:
        for word in {mail.text[a:b] for a, b in zip(mail.starts, mail.ends, strict=True)}:
            (small if word.islower() else large)[word.lower()] += 1
    return tuple(
        sorted(w for w, times in small.items() if times >= _COMMON and times > large[w] * _COMMON_SHARE)
    )


def _rows(some: Sequence[Sample], frequent: tuple[str, ...]) -> list[Words]:
    known = frozenset(frequent)
    out = []
    for sample in some:
        mail = tokens(sample.email)
        tag = tags(sample, mail)
        dice = np.random.default_rng(len(mail))
        near = np.convolve(tag > 0, np.ones(2 * _NEAR + 1), mode="same")[: len(mail)] > 0
        kept = near | (dice.random(len(mail)) < _KEPT_SHARE)
        fold = np.full(int(kept.sum()), fold_of(sample), dtype=np.int8)
        out.append(Words(columns(mail, known)[kept], tag[kept], fold))
    return out


def words_of(some: Sequence[Sample], frequent: tuple[str, ...]) -> Words:
    """The tokens of the samples that are near a name, and some of the others."""
    parts = Parallel(n_jobs=_PROCESSES)(
        delayed(_rows)(some[at : at + 500], frequent) for at in range(0, len(some), 500)
    )
    rows = [row for part in parts for row in part]
    return Words(*(np.concatenate([getattr(row, name) for row in rows]) for name in Words.__slots__))


def train_tagger(words: Words, frequent: tuple[str, ...], without: int | None) -> Tagger:
    """The tagger of all tokens but those of one fold."""
    rows = np.flatnonzero(words.folds != without) if without is not None else np.arange(len(words.tags))
    chosen = words.columns[rows]
    ones = np.ones(chosen.size, dtype=np.float32)
    table = sparse.csr_matrix(
        (ones, chosen.ravel(), np.arange(0, chosen.size + 1, chosen.shape[1])), shape=(len(chosen), WIDTH)
    )
    model = SGDClassifier(
        loss="log_loss",
        alpha=_ALPHA,
        max_iter=_EPOCHS,
        tol=None,
        average=True,
        random_state=0,
        n_jobs=_PROCESSES,
    ).fit(table, words.tags[rows])
    weights, bias = np.zeros((WIDTH, TAGS), dtype=np.float32), np.full(TAGS, -30.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = np.round(model.intercept_, _DIGITS)
    return Tagger(frequent, weights, bias)


# --- rankers ----------------------------------------------------------------------------------------

_UNTRAINED = Ranker(np.zeros(1), np.ones(1), np.zeros(1), 0.0, 1.0)

#: Facts of a mail's candidates, and which of them is right.
Judged = tuple[Floats, npt.NDArray[np.bool_]]


def judged(some: Sequence[Sample], namers: Sequence[Namer]) -> list[tuple[Judged, Judged]]:
    """For each mail its companies and its roles; a mail that is no recruiting mail has neither."""
    out = []
    for sample in some:
        namer = namers[fold_of(sample)]
        heard = namer.hear(sample.email, own=False)
        companies, about_companies = namer.company_facts(heard)
        roles, about_roles = namer.role_facts(heard, sample.company)
        out.append(
            (
                (about_companies, np.array([one.key == company_key(sample.company) for one in companies])),
                (about_roles, np.array([one.key == role_key(sample.role) for one in roles])),
            )
        )
    return out


def train_ranker(parts: Sequence[Judged], enough: float, *, trees: int = 0) -> Ranker:
    """The ranker of these candidates, with so many trees beside it."""
    some = [(rows, right) for rows, right in parts if len(rows)]
    rows, right = np.concatenate([rows for rows, _ in some]), np.concatenate([right for _, right in some])
    scaler = StandardScaler().fit(rows)
    centre, scale = np.round(scaler.mean_, _DIGITS), np.maximum(np.round(scaler.scale_, _DIGITS), 0.01)
    model = LogisticRegression(C=_C, max_iter=1000).fit((rows - centre) / scale, right)
    return Ranker(
        centre,
        scale,
        np.round(model.coef_[0], _DIGITS),
        round(float(model.intercept_[0]), _DIGITS),
        enough,
        train_trees(rows, right, trees) if trees else None,
    )


def train_trees(rows: Floats, right: npt.NDArray[np.bool_], count: int) -> Trees:
    """So many trees of these candidates."""
    model = GradientBoostingClassifier(
        n_estimators=count,
        max_depth=_DEPTH,
        subsample=0.5,
        max_features=0.3,
        min_samples_leaf=30,
        random_state=0,
    ).fit(rows, right)
    grown = [tree.tree_ for tree in model.estimators_[:, 0]]
    width = max(tree.node_count for tree in grown)

    def table(of: Callable[[Any], npt.NDArray[Any]], kind: type) -> npt.NDArray[Any]:
        out = np.zeros((len(grown), width), dtype=kind)
        for row, tree in zip(out, grown, strict=True):
            row[: tree.node_count] = of(tree)
        return out

    def stays(tree: Any, child: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.where(child < 0, np.arange(tree.node_count), child)

    return Trees(
        table(lambda tree: np.maximum(tree.feature, 0), np.int32),
        table(lambda tree: tree.threshold, np.float64),
        table(lambda tree: stays(tree, tree.children_left), np.int32),
        table(lambda tree: stays(tree, tree.children_right), np.int32),
        np.round(model.learning_rate * table(lambda tree: tree.value[:, 0, 0], np.float64), _DIGITS + 2),
        float(np.log(right.mean() / (1 - right.mean()))),
        _DEPTH,
    )


def train(mails: Sequence[Sample]) -> Namer:
    """The model of all mails."""
    every = [*mails, *copies(mails)]
    plain = [tokens(mail.email) for mail in mails]
    frequent = frequent_words(plain, [tags(s, m) for s, m in zip(mails, plain, strict=True)])
    common = common_words(plain)
    words = words_of(every, frequent)
    namers = [
        Namer(train_tagger(words, frequent, fold), common, _UNTRAINED, _UNTRAINED)
        for fold in range(len(_FOLDS))
    ]
    asked = [mail for mail in mails if mail.label is not Label.OTHER or mail.role]
    asked = [*asked, *map(bare, asked)]
    parts = Parallel(n_jobs=_PROCESSES)(
        delayed(judged)(asked[at : at + 500], namers) for at in range(0, len(asked), 500)
    )
    both = [pair for part in parts for pair in part]
    companies = train_ranker(
        [c for (c, _), m in zip(both, asked, strict=True) if m.label is not Label.OTHER],
        _ENOUGH_COMPANY,
        trees=_TREES,
    )
    roles = train_ranker([r for _, r in both], _ENOUGH_ROLE, trees=_TREES)
    return Namer(train_tagger(words, frequent, None), common, companies, roles)


def learnt() -> list[Sample]:
    """The mails of the corpus that teach names."""
    return [sample for sample in samples() if sample.source not in NOT_LEARNT]


def main() -> int:
    """Writes names.skops and names.json beside this file."""
    mails = learnt()
    data = namefile.dumps(train(mails))
    path: Path = HERE / "names.skops"
    skopsfile.save(data, path, {"mails": len(mails)})
    sys.stdout.write(f"{path.name}: {len(data):,} bytes of {len(mails):,} mails\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

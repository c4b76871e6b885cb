"""A small log-linear model (maximum entropy): weights of features, and probabilities of classes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRIOR_VARIANCE = 1.0
"""How far a document's weights may move from the prior ones: variance of the Gaussian around them. Of 0.5, 1, 2
and 4 the best in ten-fold cross-validation on the five seed documents; all four are within half a point."""

ROUNDS = 60
"""Most steps; the seed documents take 15 to 40."""

PLACES = 6
"""Decimals of a learned weight: what lies behind them differs between processors and must not reach a text."""

CLOSE = 3e-4
"""Share of the cost below which a step is the last: smaller ones change no reading of the seeds."""


@dataclass(frozen=True, slots=True)
class Example:
    """One place whose class is known: its features, its class, and the classes it could have had, each with a
    score that is given (0 for none) and not learned."""

    features: Sequence[str]
    label: str
    among: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LogLinear:
    """Weights by feature and class; what is not in them weighs nothing."""

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def chances(self, features: Iterable[str], among: Mapping[str, float]) -> dict[str, float]:
        """The probability of each class of `among`, with its given score, where these features are seen.

        >>> model = LogLinear({"next is small": {", ": 2.0}, "": {". ": 0.5}})
        >>> round(model.chances(["", "next is small"], {", ": 0.0, ". ": 0.0})[", "], 2)
        0.82
        """
        scores = dict(among)
        for feature in features:
            weights = self.weights.get(feature)
            if weights:
                for name in scores:
                    scores[name] += weights.get(name, 0.0)
        most = max(scores.values())
        raw = {name: math.exp(score - most) for name, score in scores.items()}
        whole = sum(raw.values())
        return {name: chance / whole for name, chance in raw.items()}


def learn(
    examples: Sequence[Example],
    prior: LogLinear | None = None,
    variance: float = PRIOR_VARIANCE,
    rounds: int = ROUNDS,
) -> LogLinear:
    """The model that explains `examples` best without moving far from `prior` (maximum a posteriori with a
    Gaussian around the prior weights: Chelba and Acero 2004, "Adaptation of Maximum Entropy Capitalizer")."""
    prior = prior or LogLinear()
    if not examples:
        return prior
    names = sorted({name for example in examples for name in example.among})
    counts = Counter(feature for example in examples for feature in example.features)
    seen = sorted(feature for feature, n in counts.items() if n > 1 or feature in prior.weights)
    column = {name: i for i, name in enumerate(names)}
    row = {feature: i for i, feature in enumerate(seen)}
    start = np.array([[prior.weights.get(f, {}).get(name, 0.0) for name in names] for f in seen])
    weights = _ascend(_Sample(examples, row, column), start, variance, rounds)
    learnt: dict[str, Mapping[str, float]] = dict(prior.weights)
    for feature, values in zip(seen, weights, strict=True):
        kept = dict(prior.weights.get(feature, {}))
        kept.update(zip(names, np.round(values, PLACES).tolist(), strict=True))
        learnt[feature] = kept
    return LogLinear(learnt)


class _Sample:
    """The examples as arrays: places of the features that each has, its class, and the given scores of its classes,
    minus infinity for one it may not have. Every example has the empty feature (the bias), so none is empty."""

    def __init__(
        self, examples: Sequence[Example], row: Mapping[str, int], column: Mapping[str, int]
    ) -> None:
        self.size = len(examples)
        rows = [[row[f] for f in e.features if f in row] for e in examples]
        self.owner = np.repeat(np.arange(self.size), [len(places) for places in rows])
        self.feature = np.array([place for places in rows for place in places], dtype=np.intp)
        self.truth = np.zeros((self.size, len(column)))
        self.truth[np.arange(self.size), [column[e.label] for e in examples]] = 1.0
        self.given = np.zeros((self.size, len(column)))
        masks: dict[int, Floats] = {}  # examples share their `among`
        for i, example in enumerate(examples):
            among = id(example.among)
            if among not in masks:
                masks[among] = np.full(len(column), -np.inf)
                masks[among][[column[name] for name in example.among]] = list(example.among.values())
            self.given[i] = masks[among]
        self.starts = np.flatnonzero(np.r_[True, np.diff(self.owner) > 0])
        self.order = np.argsort(self.feature, kind="stable")
        self.at = np.flatnonzero(np.r_[True, np.diff(self.feature[self.order]) > 0])

    def judge(self, weights: Floats) -> tuple[float, Floats]:
        """The log-likelihood of the sample, and its gradient per weight."""
        scores = np.add.reduceat(weights[self.feature], self.starts, axis=0) + self.given
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        surprise = (self.truth - chances)[self.owner[self.order]]
        likelihood = float(np.log(np.maximum((chances * self.truth).sum(axis=1), 1e-300)).sum())
        return likelihood, np.add.reduceat(surprise, self.at, axis=0)


def _ascend(sample: _Sample, start: Floats, variance: float, rounds: int) -> Floats:
    """The weights of highest posterior probability, by limited-memory BFGS (Nocedal 1980) with five pairs."""
    shape = start.shape

    def cost(flat: Floats) -> tuple[float, Floats]:
        moved = flat - start.ravel()
        likelihood, slope = sample.judge(flat.reshape(shape))
        return _dot(moved, moved) / (2 * variance) - likelihood, moved / variance - slope.ravel()

    place = start.ravel().copy()
    value, slope = cost(place)
    pairs: list[tuple[Floats, Floats]] = []
    for _ in range(rounds):
        step = -_curved(slope, pairs)
        size = 1.0 if pairs else 1.0 / max(1.0, float(np.abs(slope).max()))
        for _ in range(20):
            lower, there = cost(place + size * step)
            if lower <= value + 1e-4 * size * _dot(slope, step):
                break
            size /= 2
        else:
            break
        pair = (size * step, there - slope)
        if _dot(*pair) > 1e-10:
            pairs = [*pairs[-4:], pair]
        done = value - lower < CLOSE * abs(lower)
        place, value, slope = place + size * step, lower, there
        if done:
            break
    return place.reshape(shape)


def _curved(slope: Floats, pairs: Sequence[tuple[Floats, Floats]]) -> Floats:
    """The slope corrected by the curvature met in the last steps: BFGS's two loops."""
    turned = slope.copy()
    shares: list[float] = []
    for moved, change in reversed(pairs):
        share = _dot(moved, turned) / _dot(moved, change)
        shares.append(share)
        turned -= share * change
    if pairs:
        moved, change = pairs[-1]
        turned *= _dot(moved, change) / _dot(change, change)
    for (moved, change), share in zip(pairs, reversed(shares), strict=True):
        turned += (share - _dot(change, turned) / _dot(moved, change)) * moved
    return turned


def _dot(left: Floats, right: Floats) -> float:
    """The inner product, without the threads that a numeric library would start for it: on vectors this short and
    a busy machine they cost a hundred times the product."""
    return float(np.einsum("i,i", left, right))

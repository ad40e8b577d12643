"""Arithmetic and chance of models/README.md, section 7.0, slow and plain.

Every number is a numpy array of one element, so that arithmetic is single precision and rounds after each operation.
"""

import numpy as np

SECTORS = "council health schools justice housing voluntary national funders".split()
RESOURCES = "care health learning safety home livelihood".split()
N = 6


# --- 7.0 helpers and chance ---


def one(x):
    return np.array(x, dtype=np.float32).reshape(1)


def minimum(a, b):
    a, b = one(a), one(b)
    return a if a < b else b


def maximum(a, b):
    a, b = one(a), one(b)
    return a if a > b else b


def clamp01(x):
    return minimum(maximum(x, 0), 1)


def rising(x):
    return 0.5 + 0.5 * x / (1 + abs(x))


def or_none(x):
    return one(0) if x < one(0.000001) else x


def apart(a, b):
    return b - a if a < b else a - b


def nearer(x, part):
    return x + minimum(1, part) * (1 - x)


def stock(x, gain, drain):
    return clamp01(x + gain * (1 - x) - drain * x)


def threefry(counter, key):
    """Threefry4x32-20 of Salmon et al. 2011."""
    mask, turns = 0xFFFFFFFF, ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))
    keys = [*key, 0x1BD11BDA ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = [(c + k) & mask for c, k in zip(counter, keys)]
    for turn in range(20):
        pairs = ((0, 1), (2, 3)) if turn % 2 == 0 else ((0, 3), (2, 1))
        for (a, b), by in zip(pairs, turns[turn % 8]):
            x[a] = (x[a] + x[b]) & mask
            x[b] = ((x[b] << by | x[b] >> (32 - by)) & mask) ^ x[a]
        if turn % 4 == 3:
            step = (turn + 1) // 4
            x = [(x[i] + keys[(step + i) % 5] + (step if i == 3 else 0)) & mask for i in range(4)]
    return x

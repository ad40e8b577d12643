"""The reference workload in numpy: 64 runs a batch, float32, every array written in place, numpy's quickest generator."""
import numpy as np
from telling import tell

TICKS, BATCH = 120, 64
F = np.float32


def run_batch(rng, runs, n, out):
    """`runs` runs of `n` partners in step; out[runs][TICKS][6]."""
    def uniform(*shape):
        return rng.random(shape, dtype=F)

    themselves = np.arange(n)
    trust = F(0.3) + F(0.4) * uniform(runs, n, n)
    trust[:, themselves, themselves] = 0
    commitment = F(0.4) + F(0.4) * uniform(runs, n)
    frustration = F(0.2) * uniform(runs, n)
    capability = F(0.5) + F(0.5) * uniform(runs, n)
    goal = uniform(runs, n)
    energy, mobilisation = np.ones(runs, F), np.full(runs, 0.5, F)
    progress, gain = np.zeros(runs, F), np.full(runs, 0.2, F)
    mean_trust = trust.sum(axis=(1, 2)) / F(n * (n - 1))
    drawn, step, ones = np.empty((runs, n, n), F), np.empty((runs, n, n), F), np.ones((runs, n), F)
    met = np.empty((runs, n, n), bool)
    for tick in range(TICKS):
        mean_frustration = frustration.mean(axis=1)
        missing = np.maximum(F(0), F(0.25) - gain)
        reach = np.clip(F(0.5) + F(0.6) * (mean_trust - F(0.5)) - F(0.4) * mean_frustration - F(0.8) * missing, 0, 1)
        mobilisation += F(0.1) * (energy * reach - mobilisation)
        energy = np.clip(energy + F(0.02) * (1 - energy) - F(0.03) * mobilisation * mean_frustration, 0, 1)

        rng.random(out=drawn, dtype=F)
        np.less(drawn, F(0.3), out=met)
        met[:, themselves, themselves] = False
        np.subtract(goal[:, :, None], goal[:, None, :], out=step)
        np.abs(step, out=step)
        np.subtract(F(1), step, out=step)
        step *= commitment[:, None, :]
        step -= trust
        step *= F(0.1)
        step *= met
        trust += step

        pair = np.matmul(trust, np.stack((ones, goal), axis=2))
        weight, pull = pair[:, :, 0], pair[:, :, 1]
        heard = np.where(weight < F(1e-12), goal, pull / np.maximum(weight, F(1e-12)))
        goal += (F(0.2) * mobilisation)[:, None] * (heard - goal)
        frustration = np.clip(F(0.95) * frustration + (F(0.2) * missing)[:, None], 0, 1)
        commitment = np.clip(commitment + (F(0.05) * (gain - F(0.25)))[:, None] - F(0.02) * (frustration - F(0.2))
                             + F(0.04) * (uniform(runs, n) - F(0.5)), 0, 1)

        mean_trust = weight.sum(axis=1) / F(n * (n - 1))
        conflict = goal.var(axis=1)
        gain = (commitment * capability).mean(axis=1) * mean_trust - F(0.02) * conflict
        progress += gain
        for k, number in enumerate((mean_trust, frustration.mean(axis=1), commitment.mean(axis=1), conflict,
                                    mobilisation, progress)):
            out[:, tick, k] = number


def run_all(partners, runs):
    out = np.empty((runs, TICKS, 6), F)
    for first in range(0, runs, BATCH):
        batch = out[first:first + BATCH]
        run_batch(np.random.Generator(np.random.SFC64(first + 1)), len(batch), partners, batch)
    return out


if __name__ == "__main__":
    tell(run_all)

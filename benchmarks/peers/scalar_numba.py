"""The reference workload with numba: scalar loops in double precision, numba's own generator, compiled once and kept."""
import numpy as np
from numba import njit
from telling import tell

TICKS = 120


@njit(cache=True)
def clip(x):
    return min(1.0, max(0.0, x))


@njit(cache=True)
def one_run(n, seed, out):
    np.random.seed(seed)
    trust, commitment, frustration = np.zeros((n, n)), np.empty(n), np.empty(n)
    capability, goal, heard = np.empty(n), np.empty(n), np.empty(n)
    for i in range(n):
        for j in range(n):
            if i != j:
                trust[i, j] = 0.3 + 0.4 * np.random.random()
    for i in range(n):
        commitment[i] = 0.4 + 0.4 * np.random.random()
        frustration[i] = 0.2 * np.random.random()
        capability[i] = 0.5 + 0.5 * np.random.random()
        goal[i] = np.random.random()
    energy, mobilisation, progress, gain = 1.0, 0.5, 0.0, 0.2
    mean_trust, mean_frustration = trust.sum() / (n * (n - 1)), frustration.mean()
    for tick in range(TICKS):
        missing = max(0.0, 0.25 - gain)
        reach = clip(0.5 + 0.6 * (mean_trust - 0.5) - 0.4 * mean_frustration - 0.8 * missing)
        mobilisation += 0.1 * (energy * reach - mobilisation)
        energy = clip(energy + 0.02 * (1 - energy) - 0.03 * mobilisation * mean_frustration)

        for i in range(n):
            for j in range(n):
                if i != j and np.random.random() < 0.3:
                    trust[i, j] += 0.1 * (commitment[j] * (1 - abs(goal[i] - goal[j])) - trust[i, j])

        given = 0.0
        for i in range(n):
            weight, pull = 0.0, 0.0
            for j in range(n):
                weight += trust[i, j]
                pull += trust[i, j] * goal[j]
            heard[i] = goal[i] if weight < 1e-12 else pull / weight
            given += weight
        mean_trust = given / (n * (n - 1))

        pain, will, work, middle = 0.0, 0.0, 0.0, 0.0
        for i in range(n):
            goal[i] += 0.2 * mobilisation * (heard[i] - goal[i])
            frustration[i] = clip(0.95 * frustration[i] + 0.2 * missing)
            commitment[i] = clip(commitment[i] + 0.05 * (gain - 0.25) - 0.02 * (frustration[i] - 0.2)
                                 + 0.04 * (np.random.random() - 0.5))
            pain += frustration[i]
            will += commitment[i]
            work += commitment[i] * capability[i]
            middle += goal[i]
        conflict = 0.0
        for i in range(n):
            conflict += (goal[i] - middle / n) ** 2
        conflict /= n
        mean_frustration = pain / n
        gain = work / n * mean_trust - 0.02 * conflict
        progress += gain
        out[tick, 0], out[tick, 1], out[tick, 2] = mean_trust, mean_frustration, will / n
        out[tick, 3], out[tick, 4], out[tick, 5] = conflict, mobilisation, progress


@njit(cache=True)
def all_runs(n, out):
    for r in range(len(out)):
        one_run(n, r + 1, out[r])


def run_all(partners, runs):
    out = np.empty((runs, TICKS, 6))
    all_runs(partners, out)
    return out


if __name__ == "__main__":
    tell(run_all)

"""How a peer in Python is timed and tells: CPU seconds of each pass, then mean and sd of the six numbers."""
import sys
import time


def tell(run_all):
    """run_all(partners, runs) gives an array [runs][ticks][6]; one small call before the passes warms it up."""
    partners, runs, passes = (int(word) for word in sys.argv[1:4])
    run_all(partners, 2)
    for _ in range(passes):
        before = time.process_time()
        out = run_all(partners, runs)
        print(f"{time.process_time() - before:.9f}")
    last = out[:, -1, :].astype(float)
    for mean, sd in zip(last.mean(axis=0), last.std(axis=0, ddof=1)):
        print(f"{mean:.9g} {sd:.9g}")

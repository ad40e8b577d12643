"""Say in one sentence which packages this Python lacks, where a traceback would. Import it before all others."""

import importlib.util
import sys
from pathlib import Path

PACKAGES = ("numpy", "h5py", "pandas", "xarray", "h5netcdf", "scipy", "matplotlib")


def sentence():
    """What is missing and what helps; None where nothing is."""
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    return f"{sys.executable} lacks {', '.join(lacking)}: use Debian's, /usr/bin/python3, or install them for this one" if lacking else None


if said := sentence():
    if Path(sys.argv[0]).resolve().parent == Path(__file__).resolve().parent:
        print(f"{Path(sys.argv[0]).name}: {said}", file=sys.stderr)
        sys.exit(2)
    raise ImportError(said)

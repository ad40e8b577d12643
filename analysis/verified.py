"""Look at a results file before anything is read from it: is it whole, and does it hold all that it shows?

A file of cavi ends with a seal: 96 bytes with its size and a checksum (XXH3-128) of all before. The checksum is compared
where libxxhash is installed, as it is wherever cavi is. A file without a seal, such as one that another program wrote or
changed, cannot be compared with anything: it is read once in a child process, whose death is a sentence.

HDF5 can show numbers that lie elsewhere: in any file that the reader may read (external storage, external links, virtual
datasets), or behind a filter that is a program of its own. None of these is followed.
"""

import ctypes
import ctypes.util
import os
import struct
import warnings

os.environ.setdefault("HDF5_USE_FILE_LOCKING", "FALSE")  # a file is readable while somebody else has it open

import h5py  # noqa: E402  (after the setting)

SEAL = struct.Struct("<16s Q 2Q 2Q 3Q 2Q")
MAGIC = b"cavi results 1\n\0"
PIECE = 1 << 24
PLAIN_FILTERS = {h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32}
MOST_PACKED = 1100  # deflate makes at most so many bytes of one


class _Sum(ctypes.Structure):
    _fields_ = [("low", ctypes.c_uint64), ("high", ctypes.c_uint64)]


def checksum(file, size, end):
    """XXH3-128 of the next `size` bytes of an open file and of `end`, as (low, high); None without libxxhash."""
    try:
        library = ctypes.CDLL(ctypes.util.find_library("xxhash") or "libxxhash.so.0")
    except OSError:
        return None
    library.XXH3_createState.restype = ctypes.c_void_p
    library.XXH3_128bits_digest.restype = _Sum
    library.XXH3_128bits_update.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    for name in ("XXH3_128bits_reset", "XXH3_128bits_digest", "XXH3_freeState"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    state = library.XXH3_createState()
    library.XXH3_128bits_reset(state)
    while size > 0 and (piece := file.read(min(size, PIECE))):
        library.XXH3_128bits_update(state, piece, len(piece))
        size -= len(piece)
    library.XXH3_128bits_update(state, end, len(end))
    found = library.XXH3_128bits_digest(state)
    library.XXH3_freeState(state)
    return found.low, found.high


def sealed(path):
    """Is the file sealed? Returns (whether it has a seal, what is wrong with it or None)."""
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - SEAL.size))
        end = file.read()
        file.seek(0)
        fields = SEAL.unpack(end) if len(end) == SEAL.size else [b"", 0]
        if fields[0] != MAGIC or fields[1] != size - SEAL.size:
            file.seek(max(0, size - 2 * SEAL.size))
            misplaced = MAGIC in file.read()
            return misplaced, "it is damaged: it is cut short, or something stands behind its seal" if misplaced else None
        found = checksum(file, size - SEAL.size, end[:-16])
        if found in (None, fields[-2:]):
            return True, None
        file.seek(0)
        head = file.read(21)
    if head[8] < 2 and head[20] != 0:  # HDF5's mark of a file that is open for writing
        return True, "another program has it open for writing, or ended without closing it; open results for reading only"
    return True, "it is damaged: its checksum is wrong; `cavi run` of its study makes it again"


def _elsewhere(file):
    """What in an open file leads out of it, or claims more than the file can hold; None where nothing does."""
    found = []
    packed = MOST_PACKED * os.path.getsize(file.filename) + (1 << 20)

    def look(name, link):
        if link.type != h5py.h5l.TYPE_HARD:
            found.append(f"its link {name.decode('utf-8', 'replace')!r} leads to another place")
            return True
        one = h5py.h5o.open(file.id, name)
        if isinstance(one, h5py.h5d.DatasetID):
            kind = one.get_create_plist()
            filters = {kind.get_filter(i)[0] for i in range(kind.get_nfilters())}
            says = repr(name.decode("utf-8", "replace"))
            if kind.get_layout() == h5py.h5d.VIRTUAL or kind.get_external_count() > 0:
                found.append(f"the numbers of {says} are kept in another file")
            elif not filters <= PLAIN_FILTERS:
                found.append(f"reading {says} needs a program from elsewhere")
            elif one.get_space().get_simple_extent_npoints() * one.dtype.itemsize > packed:
                found.append(f"{says} claims to be larger than the file can hold")
        return True if found else None

    file.id.links.visit(look, info=True)
    return found[0] if found else None


def _look_through(path, whole):
    """Look at all objects of a file and, with `whole`, read all their numbers. Returns what is wrong, or None."""
    try:
        with h5py.File(path, "r") as file:
            wrong = _elsewhere(file)
            if wrong is None and whole:
                file.visititems(lambda _, one: _read(one) if isinstance(one, h5py.Dataset) else None)
        return wrong
    except Exception:  # HDF5 finds many words for a damaged file
        return "it is damaged or not an HDF5 file"


def _read(dataset):
    rows = max(1, PIECE // max(1, dataset.dtype.itemsize * int(dataset.size / max(1, dataset.shape[0])))) if dataset.ndim else 0
    for first in range(0, dataset.shape[0], rows) if dataset.ndim else ():
        dataset[first : first + rows]
    if not dataset.ndim:
        dataset[()]


def _in_a_child(look):
    """What look() returns, a text or None, from a child process that may die of it."""
    if not hasattr(os, "fork"):
        return look()
    end, begin = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(end)
        os.write(begin, (look() or "").encode())
        os._exit(0)
    os.close(begin)
    with open(end, "rb") as told:
        text = told.read().decode()
    _, status = os.waitpid(child, 0)
    return text or None if os.waitstatus_to_exitcode(status) == 0 else "reading it broke HDF5: it is damaged, or was made to do harm"


def wrong(path):
    """What is wrong with a results file, as the end of a sentence; None where it may be read."""
    try:
        has_seal, why = sealed(path)
    except OSError as error:
        return error.strerror
    if why is None:
        why = _in_a_child(lambda: _look_through(path, not has_seal))
    if why is None and not has_seal:
        warnings.warn(f"{path} has no seal: nobody can say whether its numbers are as cavi wrote them", stacklevel=4)
    return why

"""libcavi, opened by cffi from its own header: what is declared there is declared nowhere else."""

import os
import re
from pathlib import Path

import cffi

HERE = Path(__file__).resolve().parent
NUMBER = 1  # of the library: libcavi.so.1


class Error(ValueError):
    """A study or a question is wrong. `causes` has every cause, in the words of the command line; `status` is the exit
    code that the program would have had.
    """

    def __init__(self, text, status=2):
        self.causes = [line.replace("error: ", "", 1) for line in text.splitlines() if line]
        self.status = status
        super().__init__("\n".join(self.causes))

    def __reduce__(self):
        return type(self), ("\n".join(self.causes), self.status)


class NoMemory(Error, MemoryError):
    """The runs do not fit into memory, or another resource of the system is missing."""


class Stopped(Error):
    """Somebody asked to stop."""


KINDS = {71: NoMemory, 75: Stopped}


def _open():
    ffi = cffi.FFI()
    header = (HERE / "cavi.h").read_text()
    header = re.sub(r'^#ifdef __cplusplus\n.*?^#endif$', "", header, flags=re.M | re.S)
    ffi.cdef(re.sub(r"^#.*$", "", header, flags=re.M).replace("CAVI_PUBLIC ", "") + "void free(void *);")
    name = f"libcavi.so.{NUMBER}"
    beside = [HERE.parents[1] / os.environ.get("CAVI_BUILD", "build") / name,  # the tree of the sources
              *(parent / name for parent in HERE.parents[1:4])]  # PREFIX/lib/pythonX/dist-packages/cavi
    path = os.environ.get("CAVI_LIBRARY") or next((str(path) for path in beside if path.is_file()), name)
    try:
        return ffi, ffi.dlopen(path)
    except OSError as error:
        raise ImportError(f"the library {name} is not found: build it with `make`, or name it in CAVI_LIBRARY ({error})") from None


ffi, lib = _open()
THE_MODEL = lib.cavi_the_model()


def words(text):
    """A text for the library."""
    try:
        said = str(text).encode()
    except UnicodeEncodeError:
        raise Error(f"{text!a} cannot be written as UTF-8") from None
    if b"\0" in said:
        raise Error(f"{text!a} has a zero character")
    return said


def said(text):
    """A text of the library; None where it has none."""
    return None if text == ffi.NULL else ffi.string(text).decode("utf-8", "replace")


def call(function, *arguments):
    """Call a function that ends with a struct cavi_error *, and raise what it complains of."""
    error = ffi.new("struct cavi_error *")
    status = function(*arguments, error)
    if status != lib.CAVI_OK:
        text = said(error.text) or "no memory"
        lib.cavi_error_free(error)
        raise KINDS.get(status, Error)(text, status)


def entries(model, which):
    """The entries of a list of the model, as dicts of what they have."""
    entry, index = ffi.new("struct cavi_entry *"), 0
    fields = ffi.typeof("struct cavi_entry").fields
    while lib.cavi_list(model, which, index, entry):
        one = {}
        for name, field in fields:
            value = getattr(entry, name)
            one[name] = value if field.type.cname == "double" else said(value)
        yield one
        index += 1

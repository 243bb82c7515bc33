"""Functions of pdfium that take and give addresses; ctypes makes an object of every typed pointer, which costs more.

They are for what is asked of each glyph or each object of a page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

ADDRESS, INTEGER = ctypes.c_void_p, ctypes.c_int


def function(of: Any, result: type[ctypes.c_void_p | ctypes.c_int], *arguments: type[Any]) -> Callable[..., Any]:
    """The function ``of`` pdfium's, with addresses for all pointers that it takes or gives."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(of, ctypes.c_void_p).value or 0)


def address_of(pointer: Any) -> int:
    """Where a pointer points; 0 where it points to nothing."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0

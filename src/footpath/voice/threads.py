"""One thread for each matrix product: ours are small, and threads that wait for each other cost more than they bring.

On two busy cores a fit of 1,500 texts takes 1 s with this and more than 20 s without.
"""

from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from typing import Any


def one_blas_thread() -> AbstractContextManager[Any]:
    """While this is open, NumPy's matrix products use one thread each."""
    controller = _controller()
    return nullcontext() if controller is None else controller.limit(limits=1, user_api="blas")


@lru_cache(maxsize=1)
def _controller() -> Any:
    try:
        from threadpoolctl import ThreadpoolController
    except ImportError:
        return None
    import scipy.linalg  # noqa: F401, RUF100  the controller sees only libraries that are loaded, and SciPy brings its own

    return ThreadpoolController()

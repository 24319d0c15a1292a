"""The arrays of the model by what they hold: whole numbers, numbers, and yes or no."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Counts = NDArray[Any]  # whole numbers, or fractions where lives are weighed
Kind = type[np.int64] | type[np.float64]  # of the numbers in such

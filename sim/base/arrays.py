"""The arrays of the model by what they hold: whole numbers, numbers, and yes or no."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

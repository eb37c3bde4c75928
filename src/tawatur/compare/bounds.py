"""The values that a quantity allows."""

from __future__ import annotations

from math import inf

from tawatur.model.mention import Quantity, QuantityMod


def allowed(quantity: Quantity) -> tuple[float, float] | None:
    """The least and the greatest value that a quantity allows; an approximate one a tenth off."""
    value = quantity.value
    low = quantity.low if quantity.low is not None else value
    if quantity.mod in {QuantityMod.RANGE, QuantityMod.VAGUE} or value is None:
        return None if low is None else (low, quantity.high if quantity.high is not None else inf)
    match quantity.mod:
        case QuantityMod.APPROX:
            return value * 0.9, value * 1.1
        case QuantityMod.AT_LEAST:
            return value, inf
        case QuantityMod.MORE_THAN:
            return value + 1, inf
        case QuantityMod.AT_MOST:
            return 0, value
        case QuantityMod.LESS_THAN:
            return 0, value - 1
    return value, value

"""Attribute values in DynamoDB's JSON: read from moto's items, measured, compared. A part of `change_records`.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
"""

import base64
from decimal import Decimal

NESTED_OVERHEAD = 3
ELEMENT_OVERHEAD = 1


def plain_item(item):
    """What an item of moto's holds at this moment, sharing nothing with it that changes."""
    return {name: plain(value) for name, value in item.attrs.items()}


def plain(value):
    kind, held = value.type, value.value
    if kind == "M":
        return {kind: {name: plain(one) for name, one in held.items()}}
    if kind == "L":
        return {kind: [plain(one) for one in held]}
    if kind in ("SS", "NS", "BS"):
        return {kind: [text(getattr(one, "value", one)) for one in held]}
    return {kind: text(held)}


def text(value):
    """Binary comes from moto as bytes or as the base64 that was sent."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def item_size(item):
    """Bytes by DynamoDB's rules: names, and values as `@spillway/item` measures them.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    return sum(len(name.encode()) + value_size(value) for name, value in item.items())


def value_size(value):
    [(kind, held)] = value.items()
    if kind == "S":
        return len(held.encode(errors="surrogatepass"))
    if kind == "N":
        return number_size(held)
    if kind == "B":
        return binary_size(held)
    if kind == "SS":
        return sum(len(one.encode(errors="surrogatepass")) for one in held)
    if kind == "NS":
        return sum(number_size(one) for one in held)
    if kind == "BS":
        return sum(binary_size(one) for one in held)
    if kind == "L":
        return NESTED_OVERHEAD + sum(value_size(one) + ELEMENT_OVERHEAD for one in held)
    if kind == "M":
        return NESTED_OVERHEAD + item_size(held) + ELEMENT_OVERHEAD * len(held)
    return 1


def binary_size(base64_text):
    return len(base64_text) * 3 // 4 - base64_text[-2:].count("=")


def number_size(number):
    """A byte for every two significant digits, which pair up from the decimal point, one more, one for a minus."""
    sign, digits, exponent = Decimal(number).as_tuple()
    significant = "".join(map(str, digits)).lstrip("0")
    if significant == "":
        return 1
    shortened = significant.rstrip("0")
    last = exponent + len(significant) - len(shortened)
    first = last + len(shortened) - 1
    return first // 2 - last // 2 + 2 + sign


def same_item(one, other):
    """Whether two items are equal to DynamoDB, to which 1.0 is 1, and a set has no order."""
    return one == other or (one.keys() == other.keys() and all(same(one[name], other[name]) for name in one))


def same(one, other):
    [(kind, held)] = one.items()
    if kind not in other:
        return False
    others = other[kind]
    if kind == "N":
        return held == others or Decimal(held) == Decimal(others)
    if kind == "NS":
        return set(map(Decimal, held)) == set(map(Decimal, others))
    if kind in ("SS", "BS"):
        return set(held) == set(others)
    if kind == "L":
        return len(held) == len(others) and all(map(same, held, others))
    if kind == "M":
        return same_item(held, others)
    return held == others

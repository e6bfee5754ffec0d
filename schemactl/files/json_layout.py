"""JSON layout: what values in one place look like, learned from some of them, as a decoder.

The decoder refuses values with other keys and of other kinds than were learned. It says how many
keys the values that it took have, so that a text in which a key stands twice can be told.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from operator import attrgetter
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
import numpy as np
from msgspec import UNSET, UnsetType

Way = tuple[str, ...]
Count = Callable[[Any], int]

_COLON, _QUOTE, _BLANK = b':" '
# What may not stand before the quote that ends a key.
_NO_END = "\\:,[{ \t\r\n"
_ENDS = tuple(_NO_END)
_MAY_END = np.array([chr(code) not in _NO_END for code in range(256)])
# Numbers beyond 64 bits are left to those who read them exactly.
_INTEGER = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
_PLAIN = _INTEGER | float | str | bool | None
_EMPTY = Annotated[list[Any], msgspec.Meta(max_length=0)]
# Keys that data makes up, such as ids, are no layout.
_MOST_KEYS = 200


class Unlearnable(Exception):
    """A value that no layout can have."""


class Roles(NamedTuple):
    """What objects in one place are decoded to.

    `attributes` are names for members, `raw` those members whose bytes are kept as they are
    written, and `constants` what else the objects are to have.
    """

    attributes: Mapping[str, str] = {}
    raw: Collection[str] = ()
    constants: Mapping[str, Any] = {}


class Plan(NamedTuple):
    """What is known of a layout before it is learned.

    `lists` are ways to lists of nothing but objects, and `tags` leads from ways to such lists to
    the key that tells their objects apart. The way to an object there ends with its tag.
    """

    roles: Callable[["Layout"], Roles]
    lists: Collection[Way] = ()
    tags: Mapping[Way, str] = {}


class Layout:
    """What stands in one place: plain values, a list, an object, or several of these."""

    def __init__(self, way: Way, plan: Plan) -> None:
        """Begin without a value; lists add no step to a way."""
        self.way = way
        self.plan = plan
        self.is_plain = False
        self.items: Layout | None = None
        self.members: dict[str, Layout] | None = None
        # Members that not all objects have.
        self.optional: set[str] = set()
        # The objects of a list by their tag.
        self.tagged: dict[str, Layout] = {}

    def learn(self, value: Any) -> None:
        """Take in a value. Raises Unlearnable; what was learned of it until then stays."""
        if isinstance(value, dict):
            self._learn_object(value)
        elif isinstance(value, list):
            self._learn_list(value)
        else:
            self.is_plain = True

    def is_object(self) -> bool:
        """Tell whether nothing but objects stands there."""
        return not self.is_plain and self.items is None and self.members is not None

    def is_plain_alone(self) -> bool:
        """Tell whether nothing but plain values stands there."""
        return self.is_plain and self.items is None and self.members is None

    def needs(self, key: str) -> bool:
        """Tell whether each object there has a member."""
        found = (self.members or {}).get(key)
        return found is not None and key not in self.optional

    def _learn_object(self, value: dict[str, Any]) -> None:
        if self.members is None:
            self.members = {key: Layout((*self.way, key), self.plan) for key in value}
        else:
            self.optional |= self.members.keys() ^ value.keys()
        for key, inner in value.items():
            if key not in self.members:
                self.members[key] = Layout((*self.way, key), self.plan)
            self.members[key].learn(inner)
        if len(self.members) > _MOST_KEYS or any(key.endswith(_ENDS) for key in value):
            raise Unlearnable

    def _learn_list(self, value: list[Any]) -> None:
        if self.items is None:
            self.items = Layout(self.way, self.plan)
        tag = self.plan.tags.get(self.way)
        is_of_objects = tag is not None or self.way in self.plan.lists
        for one in value:
            if is_of_objects and not isinstance(one, dict):
                raise Unlearnable
            if tag is None:
                self.items.learn(one)
            else:
                self._learn_tagged(one, tag)

    def _learn_tagged(self, value: dict[str, Any], tag: str) -> None:
        name = value.get(tag)
        if not isinstance(name, str) or len(self.tagged) > _MOST_KEYS:
            raise Unlearnable
        if name not in self.tagged:
            self.tagged[name] = Layout((*self.way, name), self.plan)
        self.tagged[name].learn({key: inner for key, inner in value.items() if key != tag})

    def decoder(self) -> "Decoder":
        """Return what decodes lists of such values."""
        made = _place(self)
        return Decoder(msgspec.json.Decoder(list[made.type]).decode, made)  # type: ignore[name-defined]


class Place(NamedTuple):
    """The type of values in a place, and how many keys they have: `keys`, or always `fixed`."""

    type: Any
    fixed: int
    keys: Count | None = None

    def keys_of(self, value: Any) -> int:
        """Return how many keys a value has with all inside it."""
        return self.fixed if self.keys is None else self.keys(value)


class Decoder(NamedTuple):
    """Decodes a list of values that look alike. `decode` raises msgspec.MsgspecError."""

    decode: Callable[[bytes], list[Any]]
    place: Place

    def keys_in(self, values: Sequence[Any]) -> int:
        """Return how many keys values have with all inside them."""
        return sum(map(self.place.keys_of, values))


def has_so_many_keys(text: bytes, keys: int) -> bool:
    """Tell whether text of which so many keys were read has no more, which would be the same again.

    A quote before a colon ends a key, unless it begins a text, or is one in a text. A text begins
    behind a bracket, comma, colon or white space, and a quote in one stands behind a backslash: no
    key that is known ends so. Where white space may stand between a key and its colon, nothing is
    told.
    """
    codes = np.frombuffer(text, dtype=np.uint8)
    colons = np.flatnonzero(codes == _COLON)
    before, second = codes[colons - 1], codes[colons - 2]
    ends = (before == _QUOTE) & _MAY_END[second]
    wide = (before <= _BLANK) & ((second == _QUOTE) | (second <= _BLANK))
    return int(np.count_nonzero(ends)) == keys and not wide.any()


def _place(layout: Layout) -> Place:
    """Return the type of what stands in a place."""
    kinds: list[Any] = [_PLAIN] if layout.is_plain else []
    of_list = None if layout.items is None else _list_place(layout, layout.items)
    of_object = None if layout.members is None else _object_place(layout)
    found = [one for one in (of_list, of_object) if one is not None]
    made: Any = _either([*kinds, *(one.type for one in found)] or [_EMPTY])
    if len(found) == 1 and not kinds:
        return found[0]._replace(type=made)
    if all(one.keys is None and not one.fixed for one in found):
        return Place(made, 0)

    def keys(value: Any) -> int:
        place = of_list if type(value) is list else of_object
        is_inner = place is not None and isinstance(value, list | msgspec.Struct)
        return place.keys_of(value) if is_inner and place is not None else 0

    return Place(made, 0, keys)


def _either(types: Sequence[Any]) -> Any:
    found = types[0]
    for one in types[1:]:
        found |= one
    return found


def _list_place(layout: Layout, items: Layout) -> Place:
    if layout.tagged:
        return _tagged_place(layout)
    if not items.is_plain and items.items is None and items.members is None:
        return Place(_EMPTY, 0)
    inner = _place(items)
    made = list[inner.type]  # type: ignore[name-defined]
    if inner.keys is None:
        each = inner.fixed
        return Place(made, 0, (lambda value: each * len(value)) if each else None)
    keys_of = inner.keys
    return Place(made, 0, lambda value: sum(map(keys_of, value)))


def _tagged_place(layout: Layout) -> Place:
    is_union = len(layout.tagged) > 1
    places = [_object_place(kind, tag, is_union) for tag, kind in layout.tagged.items()]
    made = list.__class_getitem__(_either([one.type for one in places]))
    fixed = {one.fixed for one in places}
    if all(one.keys is None for one in places) and len(fixed) == 1:
        [each] = fixed
        return Place(made, 0, lambda value: each * len(value))
    counts = {one.type: one.keys_of for one in places}
    return Place(made, 0, lambda value: sum([counts[type(one)](one) for one in value]))


def _object_place(layout: Layout, tag: str | None = None, is_union: bool = False) -> Place:
    """Return the type of objects, with no other members than these.

    Where they are told apart by their tag, the decoder asks for it; else it is a member.
    """
    members, roles = layout.members or {}, layout.plan.roles(layout)
    fields: list[tuple[str, Any, Any]] = []
    fixed, counted = 0 if tag is None else 1, []
    key_of_tag = None if tag is None else layout.plan.tags[layout.way[:-1]]
    if tag is not None and not is_union:
        fields.append(("tag", Literal[tag], msgspec.field(name=key_of_tag)))
    for at, (key, inner) in enumerate(members.items()):
        place = Place(msgspec.Raw, 0) if key in roles.raw else _place(inner)
        name = roles.attributes.get(key, f"f{at}")
        if key in layout.optional:
            fields.append((name, place.type | UnsetType, msgspec.field(name=key, default=UNSET)))
            counted.append((attrgetter(name), _if_set(place)))
            continue
        fields.append((name, place.type, msgspec.field(name=key)))
        fixed += 1 + place.fixed
        if place.keys is not None:
            counted.append((attrgetter(name), place.keys))
    made = msgspec.defstruct(
        "Object",
        fields,
        tag_field=key_of_tag if is_union else None,
        tag=tag if is_union else None,
        namespace=dict(roles.constants),
        forbid_unknown_fields=True,
        kw_only=True,
        gc=False,
    )
    return Place(made, 0, _count_of(fixed, counted)) if counted else Place(made, fixed)


def _if_set(place: Place) -> Count:
    keys_of = place.keys_of
    return lambda value: 0 if value is UNSET else 1 + keys_of(value)


def _count_of(fixed: int, counted: Sequence[tuple[Count, Count]]) -> Count:
    if len(counted) == 1:
        [(get, keys_of)] = counted
        return lambda value: fixed + keys_of(get(value))
    return lambda value: fixed + sum([keys_of(get(value)) for get, keys_of in counted])

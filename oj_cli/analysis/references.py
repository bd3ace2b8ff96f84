"""Which kommuner a reference holds, by the sorting keys in force for the data's year."""

from collections.abc import Sequence

from oj_cli.domain.kommuner import (
    LIKE_WORDS,
    Edition,
    Kommun,
    Lan,
    LikeKommuner,
    Register,
    invanargrupp_name,
)
from oj_cli.domain.references import Reference


def build_references(
    kommun: Kommun,
    register: Register,
    year: int,
    edition: Edition,
    own_list: Sequence[Kommun] = (),
    selection: frozenset[str] | None = None,
    like: LikeKommuner | None = None,
) -> tuple[Reference, ...]:
    """Return the references of a kommun in data of `year`, riket first.

    `register` holds population for that year. A reference that does not apply (no
    group known, no like kommuner, no own list, no selection) is left out.
    """
    references = [riket(register), lan_reference(register.lan_by_code[kommun.lan], register)]
    group = register.kommungrupp(kommun.code, edition)
    if group is not None:
        references.append(kommungrupp(register, edition, group))
    size = register.invanargrupp(kommun.code, year)
    if size is not None:
        references.append(invanargrupp(register, year, size))
    if like is not None:
        references.append(liknande(like))
    if own_list:
        codes = frozenset(k.code for k in own_list)
        references.append(Reference("egen", "Egen lista", "i er egen lista", codes))
    if selection is not None:
        references.append(Reference("urval", "Urvalet", "i urvalet", selection))
    return tuple(references)


def liknande(like: LikeKommuner) -> Reference:
    """Return the kommuner that Kolada counts as like one."""
    return Reference(
        "liknande",
        "Liknande kommuner",
        "i gruppen liknande kommuner",
        like.members,
        edition=f"{LIKE_WORDS[like.kind]}, Kolada {like.edition}",
    )


def riket(register: Register) -> Reference:
    """Return all of Sweden's kommuner."""
    codes = frozenset(k.code for k in register.kommuner)
    return Reference("riket", "Riket", "i riket", codes, published=("riket", "riket"))


def lan_reference(lan: Lan, register: Register) -> Reference:
    """Return the kommuner of a län."""
    members = frozenset(k.code for k in register.of(lan))
    return Reference("lan", lan.name, f"i {lan.name}", members, published=("lan", lan.code))


def kommungrupp(register: Register, edition: Edition, group: str) -> Reference:
    """Return a kommungrupp of an edition."""
    members = register.membership[edition.id]
    name = edition.group_names[group]
    return Reference(
        "kommungrupp",
        f"Kommungrupp {group}, {name}",
        f"i kommungrupp {group}",
        frozenset(code for code, g in members.items() if g == group),
        edition=edition.name,
        published=("grupp", f"{edition.id}:{group}"),
    )


def invanargrupp(register: Register, year: int, group: int) -> Reference:
    """Return an invånargrupp (1-5) in data of `year`."""
    return Reference(
        "invanargrupp",
        f"Invånargrupp {group}, {invanargrupp_name(group)}",
        f"i invånargrupp {group}",
        frozenset(
            k.code for k in register.kommuner if register.invanargrupp(k.code, year) == group
        ),
        published=("grupp", f"invanare:{group}"),
    )

"""What each CAT tool makes of a TMX file, as a table, and units changed so that it takes them.

Every row says where its facts are from.  "Measured" is our own run, in docs/benchmarks/tmx.md; the rest is what the
tool's own documents or source say, which we could not run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tmx import tags
from tmx.errors import Problem, TmxError
from tmx.model import Header, Property, Unit

#: The text before and after a unit's source, as we write it: properties of the unit.
CONTEXT = ("x-context-pre", "x-context-post")
_PREVIOUS = ("x-context-pre", "context_prev", "x-previous-source-text")
_NEXT = ("x-context-post", "context_next", "x-next-source-text")


@dataclass(frozen=True, slots=True)
class Profile:
    """One client.

    ``reserved`` are property types that mean something else to it; ``own_properties`` says that a property is only
    taken when its type begins with ``x-``; ``keeps`` are the only properties it keeps (None: all).  ``longest`` is
    the limit of a segment in characters, and ``refuses`` says that a longer one is not taken, in any language (else
    a longer source is taken and never found).  ``context`` are its names for the text before and after, which it
    looks for in the source variant when ``context_in_variant``.  ``direction`` says that it believes the header's
    ``srclang``, so that a file holds one direction.
    """

    name: str
    sources: tuple[str, ...]
    reserved: tuple[str, ...] = ()
    own_properties: bool = False
    keeps: tuple[str, ...] | None = None
    longest: int | None = None
    refuses: bool = True
    context: tuple[str, str] = CONTEXT
    context_in_variant: bool = False
    direction: bool = True


_TABLE = (
    Profile(
        "omegat",
        (
            "measured, OmegaT 3.6.0.10: a unit with <prop type='file'> is not inserted; ar_SA does not match ar-SA",
            "OmegaT source (2026): file, id, prev, next, path are its own; a memory must be valid by the schema",
        ),
        reserved=("file", "id", "prev", "next", "path"),
        own_properties=True,
    ),
    Profile(
        "trados",
        ("https://docs.rws.com/en-US/trados-studio-cloud-capabilities-812699/importing-tm-content-741139",),
        own_properties=True,
        longest=2000,
    ),
    Profile(
        "memoq",
        (
            "http://memoq.helpmax.net/en/explanations/exchanging-resources-with-other-tools/translation-memories-tmx/",
            "names of the context: what memoQ's own exports hold, as converters by others read them; not run",
        ),
        context_in_variant=True,
    ),
    Profile(
        "phrase",
        ("https://support.phrase.com/hc/en-us/articles/9386879926556-Translation-Unit-Metadata",),
        context=("context_prev", "context_next"),
        context_in_variant=True,
    ),
    Profile(
        "wordfast",
        ("https://www.wordfast.net/wiki/The_WFC_Translation_memory_format_Wordfast_Classic",),
        longest=8000,
    ),
    Profile(
        "xtm",
        ("https://xtm-cloud.atlassian.net/wiki/spaces/EXKB/pages/3273490578/",),
        context_in_variant=True,
    ),
    Profile(
        "weblate",
        ("Weblate source: reads by Translate Toolkit, wants the header's srclang, keeps only x-context; not run",),
        keeps=("x-context",),
    ),
    Profile(
        "translate-toolkit",
        (
            "measured, Translate Toolkit 3.20.4: pretranslate finds nothing under *all*; ar does not find ar-SA",
            "measured: pretranslate finds no source longer than 1000 characters",
        ),
        longest=1000,
        refuses=False,
    ),
)
#: Name -> profile.
PROFILES = {profile.name: profile for profile in _TABLE}


def profile_of(name: str) -> Profile:
    """The profile of that name.  Raises TmxError for an unknown one.

    >>> profile_of("trados").longest
    2000
    """
    if name not in PROFILES:
        raise TmxError(f"no profile {name!r}", remedy=f"one of {', '.join(PROFILES)}")
    return PROFILES[name]


def fit_header(header: Header, source: str) -> Header:
    """The header with the source language in its right form; no client is served by ``*all*``."""
    return replace(header, srclang=tags.canonical(source))


def fit_unit(unit: Unit, profile: Profile, source: str) -> Unit:
    """The unit as the client takes it: source first, tags of BCP 47, properties and context in its form.

    >>> from tmx import Variant
    >>> unit = Unit((Variant.of("en", "Yes"), Variant.of("ar_SA", "نعم")), props=(Property("file", "a.docx"),))
    >>> fitted = fit_unit(unit, PROFILES["omegat"], "ar")
    >>> [variant.lang for variant in fitted.variants], fitted.props[0].type
    (['ar-SA', 'en'], 'x-file')
    """
    props, context = _without_context(unit.props)
    first = tags.find(source, [variant.lang for variant in unit.variants])
    variants = []
    for place, variant in enumerate(unit.variants):
        own, inner = _without_context(variant.props)
        if place == first:
            context = inner | context
        others = tuple(_renamed(prop, profile) for prop in own if _kept(prop, profile))
        variants.append(replace(variant, lang=tags.canonical(variant.lang), props=others))
    named = tuple(Property(profile.context[end], text) for end, text in sorted(context.items()))
    kept = tuple(_renamed(prop, profile) for prop in props if _kept(prop, profile))
    named = tuple(prop for prop in named if _kept(prop, profile))
    if first is not None:
        chosen = variants.pop(first)
        if profile.context_in_variant:
            chosen, named = replace(chosen, props=named + chosen.props), ()
        variants.insert(0, chosen)
    return replace(unit, variants=tuple(variants), props=kept + named)


def context_of(unit: Unit) -> tuple[str | None, str | None]:
    """The texts before and after that stand in the unit's own properties, under any client's names."""
    _, context = _without_context(unit.props)
    return context.get(0), context.get(1)


def with_context(unit: Unit, before: str | None, after: str | None) -> Unit:
    """The unit with these texts before and after it, as properties of ours, instead of those that it has.

    >>> from tmx import Variant
    >>> unit = Unit((Variant.of("en", "Yes"),), props=(Property("context_prev", "old"), Property("x-a", "b")))
    >>> [(prop.type, prop.text) for prop in with_context(unit, "Is it?", None).props]
    [('x-a', 'b'), ('x-context-pre', 'Is it?')]
    """
    own = tuple(Property(name, text) for name, text in zip(CONTEXT, (before, after), strict=True) if text is not None)
    variants = tuple(replace(variant, props=_without_context(variant.props)[0]) for variant in unit.variants)
    return replace(unit, variants=variants, props=_without_context(unit.props)[0] + own)


def measured_variants(unit: Unit, profile: Profile, source: str | None) -> tuple[int, ...]:
    """The numbers of the variants whose length matters to the client: all, or the source that it looks up."""
    if profile.longest is None:
        return ()
    if profile.refuses or source is None:
        return tuple(range(len(unit.variants)))
    first = tags.find(source, [variant.lang for variant in unit.variants])
    return () if first is None else (first,)


def _without_context(props: tuple[Property, ...]) -> tuple[tuple[Property, ...], dict[int, str]]:
    """Properties, and the context among them in any client's form: 0 before, 1 after."""
    context: dict[int, str] = {}
    others = []
    for prop in props:
        end = 0 if prop.type in _PREVIOUS else 1 if prop.type in _NEXT else None
        if end is None:
            others.append(prop)
        else:
            context.setdefault(end, prop.text.removeprefix("<seg>").removesuffix("</seg>"))
    return tuple(others), context


def _renamed(prop: Property, profile: Profile) -> Property:
    wrong = prop.type in profile.reserved or (profile.own_properties and not prop.type.startswith("x-"))
    return replace(prop, type=f"x-{prop.type}") if wrong else prop


def _kept(prop: Property, profile: Profile) -> bool:
    return profile.keeps is None or prop.type in profile.keeps


def check_header(header: Header, profile: Profile) -> Iterator[Problem]:
    """What in a header the client would not take."""
    if profile.direction and header.srclang == "*all*":
        yield Problem(
            "profile-direction",
            f"srclang is *all*, and {profile.name} works from the header",
            remedy="one file per direction",
        )


def check_unit(
    unit: Unit, profile: Profile, number: int | None = None, source: str | None = None
) -> Iterator[Problem]:
    """What in a unit the client would not take; ``source`` is the language that it looks up (None: any)."""

    def problem(code: str, message: str, remedy: str, **more: Any) -> Problem:
        return Problem(f"profile-{code}", f"{message} ({profile.name})", unit.line, number, remedy=remedy, **more)

    for prop in (*unit.props, *(prop for variant in unit.variants for prop in variant.props)):
        if prop.type in profile.reserved:
            yield problem("property", f"the property {prop.type!r} is the tool's own", f"call it x-{prop.type}")
        elif profile.own_properties and not prop.type.startswith("x-"):
            yield problem("property", f"the property {prop.type!r} is not taken", f"call it x-{prop.type}")
    for place in measured_variants(unit, profile, source):
        length = len(unit.variants[place].text)
        if profile.longest is not None and length > profile.longest:
            message = f"a segment of {length} characters; {profile.longest} are taken"
            severity = "error" if profile.refuses else "warning"
            yield problem("length", message, "divide the unit: bitext tmx convert --profile", severity=severity)
    for variant in unit.variants:
        if "_" in variant.lang:
            yield problem("language", f"{variant.lang!r} does not match", f"write {tags.canonical(variant.lang)!r}")
    wanted = {*_PREVIOUS, *_NEXT} - set(profile.context)
    if any(prop.type in wanted for holder in (unit, *unit.variants) for prop in holder.props):
        yield problem("context", "context under another tool's names", "dump it with the profile", severity="warning")


def too_long(unit: Unit, profile: Profile, source: str | None = None) -> bool:
    """Whether the unit is over the client's limit; ``source`` is the language that it looks up (None: any)."""
    measured = measured_variants(unit, profile, source)
    return profile.longest is not None and any(len(unit.variants[n].text) > profile.longest for n in measured)

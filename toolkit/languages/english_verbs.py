"""Whether an English word that is both a noun and a verb («demand», «transfer») stands in a sentence as a verb.

A few words on either side decide, as in the first rule-based taggers (Brill 1992, "A simple rule-based part of speech
tagger"); no lexicon of tags is needed, since only such words are asked about.
"""

from __future__ import annotations

from collections.abc import Sequence


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


#: Words of laws and reports that are noun and verb in one form.
NOUN_VERBS = _words(
    """abuse access address advance advocate aid aim amount answer appeal approach arrest assault attack attempt
    award ban base benefit bid block board bribe budget campaign care cause challenge change charge claim
    combat comment commission compromise concern condition conduct conflict consent contact contract control
    copy cost counsel cover credit damage deal debate decline decrease defeat delay delegate demand deposit
    design dispute document doubt draft drive effect end escape estimate exchange exercise exhibit
    experience export extract fall favour favor fear file finance fine focus force form freeze function fund
    gain grant guarantee guard guide harbour harbor harm help hire hold hope host impact implement import
    increase influence interest interview invoice issue judge kidnap labour labor launch lead lease level
    license limit link loan mandate mark market measure monitor move murder need notice object offer order
    patent pay permit place plan pledge police practice process produce profile profit program programme
    progress project promise protest provision purchase purpose question raid range rank rape rate reach
    reason rebate record recruit refund refuse register regard release remedy rent repair repeal reply
    report request research resort respect rest result return review reward rise risk rule sanction search
    seat sentence service share ship shelter signal smuggle sponsor stand start state strike study subject
    suit supply support suspect tax test torture trade traffic train transfer transport trust use value
    visit vote wage warrant waste witness work"""
)
_SUBJECTS = _words("i you we they who he she it people")
_MODALS = _words(
    """may shall can could must will would should might do does did cannot don't doesn't didn't can't won't
    couldn't wouldn't shouldn't not never let let's"""
)
_DETERMINERS = _words(
    """the a an this that these those his her its their our my your no any some every each another such what whose
    and or of in for by on with from"""
)
#: What follows a verb and hardly ever a noun.
_OBJECTS = _words(
    """the a an this these those his her its their our my your every each both all any some more less much many
    such it them him us me nothing something everything anything another nobody somebody"""
)
_NO_ADVERBS = _words("supply family assembly reply early monthly weekly daily yearly rally elderly")
_ADVERBS = _words("also now still always often rightly hereby therefore thus ever rather")
#: What a «to» belongs to that is a preposition: «response to demand».
_BEFORE_TO = _words(
    """response responses respond responds responding due owing attention relation regard respect reference
    according contribute contributes contributing add adds adding adapt adapting adjust adjusted adjustment
    relating related relative compared comparable supply linked link leads leading addition approach
    approaches back answer subject access equal similar prior next close thanks sensitive vulnerable"""
)
#: Words in -s that are no plural nouns.
_NO_PLURALS = _words("this his its is was has does as us less thus plus yes perhaps always towards across")
#: What follows a noun: «workers' demand for», "sales demand is".
_AFTER_NOUN = _words(
    """for of in on by from to at with and or but is was are were has have had will would can could may might must
    shall should as than that which who when while if because due through during within among between until
    after before over under against upon not"""
)


def stands_as_verb(before: Sequence[str], word: str, after: str) -> bool:
    """Whether a word stands as a verb; ``before`` are the words before it in its clause, ``after`` is the next one.

    Words are in small letters; an empty ``after`` is the end of a clause.

    >>> stands_as_verb(["the", "company", "may"], "demand", "repayment"), stands_as_verb(["the"], "demand", "for")
    (True, False)
    >>> stands_as_verb(["in", "response", "to"], "demand", ""), stands_as_verb(["want", "to"], "demand", "justice")
    (False, True)
    """
    rest = list(before)
    while rest and _is_adverb(rest[-1]):
        rest.pop()
    adverb = len(rest) < len(before)
    last = rest[-1] if rest else ""
    if last in _MODALS or last in _SUBJECTS:
        return True
    if last == "to":
        return after not in ("for", "of") and (len(rest) < 2 or rest[-2] not in _BEFORE_TO)
    if last in ("which", "that") and word.endswith("s"):
        return after in _OBJECTS
    if last in _DETERMINERS and not (last in ("and", "or") and after in _OBJECTS):
        return False
    if after in _OBJECTS or last == "which":
        return True
    if adverb or not after:
        return False
    return _is_plural(last) and after not in _AFTER_NOUN and not word.endswith("s")


def _is_adverb(word: str) -> bool:
    return word in _ADVERBS or (word.endswith("ly") and len(word) > 3 and word not in _NO_ADVERBS)


def _is_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and word not in _NO_PLURALS
        and not word.endswith(("ss", "us", "is", "'s"))
    )

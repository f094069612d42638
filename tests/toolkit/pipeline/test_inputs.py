"""The mistakes that a user makes with two files, each one clear line."""

import pytest

from toolkit.model import BitextError, Document
from toolkit.pipeline.inputs import check_pair
from toolkit.read import read_bytes

ARABIC = (
    "إن الدول الأطراف في هذا البروتوكول، إذ تعلن أن اتخاذ إجراءات فعالة لمنع ومكافحة الاتجار بالأشخاص يتطلب "
    "نهجا دوليا شاملا في بلدان المنشأ والعبور والمقصد، يشمل تدابير لمنع ذلك الاتجار ومعاقبة المتجرين وحماية "
    "ضحايا ذلك الاتجار بوسائل منها حماية حقوقهم الإنسانية."
)
ENGLISH = (
    "The States Parties to this Protocol, declaring that effective action to prevent and combat trafficking in "
    "persons requires a comprehensive international approach in the countries of origin, transit and destination "
    "that includes measures to prevent such trafficking."
)
FRENCH = (
    "Les États parties au présent Protocole, déclarant qu'une action efficace visant à prévenir et combattre la "
    "traite des personnes exige de la part des pays d'origine, de transit et de destination une approche globale "
    "et internationale comprenant des mesures destinées à prévenir une telle traite."
)


def document(text: str, lang: str, path: str) -> Document:
    return read_bytes(text.encode("utf-8"), path, lang)


def test_a_right_pair_passes() -> None:
    check_pair(document(ARABIC, "ar", "a"), document(ENGLISH, "en", "b"))
    check_pair(document(FRENCH, "fr", "a"), document(ENGLISH, "en-GB", "b"))
    check_pair(document("12", "ar", "a"), document("12", "en", "b"))


@pytest.mark.parametrize(
    ("source", "target", "langs", "message"),
    [
        (ENGLISH, ARABIC, ("ar", "en"), "a.txt: the files look swapped"),
        (ARABIC, ARABIC, ("ar", "en"), "b.txt: this text is Arabic like the other file"),
        (ENGLISH, ENGLISH, ("ar", "en"), "a.txt: this text is English like the other file"),
        (ARABIC, FRENCH, ("ar", "en"), "b.txt: this text is not English"),
        (ARABIC, ENGLISH, ("ar", "ar"), "both sides are said to be Arabic"),
        ("这是一份文件。" * 60, ENGLISH, ("ar", "en"), "a.txt: this text is not Arabic"),
    ],
)
def test_a_wrong_pair_is_refused(source: str, target: str, langs: tuple[str, str], message: str) -> None:
    with pytest.raises(BitextError, match=message) as caught:
        check_pair(document(source, langs[0], "a.txt"), document(target, langs[1], "b.txt"))
    assert caught.value.remedy

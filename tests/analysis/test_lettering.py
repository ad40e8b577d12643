"""Letters that are written from the right stand on figures as people write them."""

import pytest

import lettering

pytest.importorskip("arabic_reshaper")
pytest.importorskip("bidi")


def test_arabic_letters_join_and_stand_from_the_right_once():
    """Meem initial, jeem medial, lam medial, seen final (Unicode's presentation forms), the last letter first."""
    drawn = lettering.as_drawn("مجلس")
    assert drawn == "\ufeb2\ufee0\ufea0\ufee3"
    assert lettering.as_drawn(drawn) == drawn


def test_hebrew_turns_numbers_and_latin_names_do_not():
    assert lettering.as_drawn("בית 2014") == "2014 תיב"
    assert lettering.as_drawn("Müller 2014") == "Müller 2014"

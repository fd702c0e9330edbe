"""A glossary holds the terms that a paper uses, and no others."""

from scorecard_desktop.domain.glossary import abbreviations_among, own_terms, terms_used


def words_of(paper, own=()):
    return {term.word: term.meaning for term in terms_used(paper, own)}


def test_that_only_terms_that_the_paper_uses_are_told():
    found = words_of("The tolerance of this target is 5.")
    assert set(found) == {"Tolerance", "Target"}
    assert not words_of("Nothing of the kind.")


def test_that_a_word_within_another_is_not_the_term():
    assert "Target" not in words_of("It was targeted.")
    assert "CIN" not in words_of("MEDICINE and CINEMA")


def test_that_an_abbreviation_is_told_by_its_capitals_and_in_the_plural():
    assert words_of("All ICPCs were held.")["ICPC"] == "Initial child protection conference."
    assert "NI" not in words_of("ni was said")


def test_that_an_abbreviation_which_the_paper_expands_is_read_out_of_it():
    found = words_of("The Bright Futures for Families (BFF) team grew. BFF is new.")
    assert found["BFF"] == "Bright Futures for Families."
    assert "BFF" not in words_of("Something quite different (BFF) grew.")


def test_that_the_councils_own_meaning_goes_before_the_fields():
    own = own_terms((("MASH", "the mutual aid safety hub"), ("hub", "a children’s centre")))
    found = words_of("The MASH and each hub.", own)
    assert found["MASH"] == "The mutual aid safety hub."
    assert found["hub"] == "A children’s centre."
    assert abbreviations_among(terms_used("The MASH and each hub.", own)) == {"MASH": "The mutual aid safety hub"}


def test_that_symbols_come_last_and_only_where_they_stand():
    found = terms_used("12.4 [p] against the target; red. [c]")
    assert [term.word for term in found] == ["Red", "Target", "[c]", "[p]"]

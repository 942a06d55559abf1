import pytest

from analyzer.track.written import written_out


@pytest.mark.parametrize(
    ("slug", "texts", "name"),
    [
        ("coldharbor", ("", "the team at Cold Harbor"), "Cold Harbor"),
        ("kingsmere", ("Kingsmere Borough Council",), "Kingsmere Borough Council"),
        ("dr-oak", ("Praxis Dr. Oak",), "Praxis Dr. Oak"),
        ("caracolasur", ("Editorial Caracola Sur",), "Editorial Caracola Sur"),
        ("carrascal", ("Quinta do Carrascal",), "Quinta do Carrascal"),
        ("carrascal", ("Dona do Carrascal",), "Carrascal"),
        ("coldharbor", ("see coldharbor.example/jobs",), ""),
        ("ab", ("AB",), ""),
    ],
)
def test_a_short_name_is_found_as_the_mail_writes_it(slug: str, texts: tuple[str, ...], name: str) -> None:
    assert written_out(slug, texts) == name

import pytest

from knowledge import safe_toml


def test_dots_in_a_text_are_no_key() -> None:
    says = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p " * 20
    assert (
        safe_toml.parse_toml(f'says = "{says}"\n"a.b.c.d.e.f.g.h.i.j.k.l.m.n" = 1')["says"] == says
    )


def test_a_key_may_have_as_many_parts_as_anything_of_ours_needs() -> None:
    assert safe_toml.parse_toml(".".join("abcdefghijkl") + " = 1")["a"]["b"]["c"]
    with pytest.raises(ValueError, match="12 parts"):
        safe_toml.parse_toml(".".join("abcdefghijklm") + " = 1")


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "x = " + "{a = " * 100_000])
def test_nesting_without_a_bottom_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="too deep"):
        safe_toml.parse_toml(text)

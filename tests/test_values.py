"""What several values have in common: nothing is claimed that one of them does not have."""

from __future__ import annotations

from tensorlint.values import NONE, UNKNOWN_VALUE, Cells, Class, Instance, Integer, joined


def test_what_only_one_instance_has_set_is_unknown_and_not_what_the_class_says() -> None:
    of = Class("Point", (), Cells(width=NONE))
    narrow, wide = (Instance(of, Cells(size=Integer(size))) for size in (2, 3))
    wide.cells["width"] = Integer(3)
    both = joined(narrow, wide)
    assert isinstance(both, Instance)
    assert both.cells["width"] is UNKNOWN_VALUE
    assert both.cells["size"] == Integer()


def test_an_instance_joined_with_another_name_of_itself_keeps_its_attributes() -> None:
    of, cells = Class("Point", (), Cells()), Cells(size=Integer(2))
    both = joined(Instance(of, cells), Instance(of, cells))
    assert isinstance(both, Instance)
    assert both.cells["size"] == Integer(2)

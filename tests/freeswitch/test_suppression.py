"""Findings can be set aside in comments of XML, also in files that others take in."""

from __future__ import annotations

import pytest

from ivrlint import _cli

ROOT = """\
<document type="freeswitch/xml"><section name="configuration">
<X-PRE-PROCESS cmd="include" data="ivr.conf.xml"/>
</section></document>
"""
MENU = """\
<configuration name="ivr.conf"><menus>
  {before}
  <menu name="shop" greet-long="say:Press 1." max-failures="9">
    <entry action="menu-sub" digits="1" param="nowhere"/> {beside}
  </menu>
</menus></configuration>
"""


@pytest.fixture
def found(tmp_path, monkeypatch, capsys):
    """The names of the rules that find something."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)

    def check(before: str = "", beside: str = "") -> list[str]:
        (tmp_path / "freeswitch.xml").write_text(ROOT)
        (tmp_path / "ivr.conf.xml").write_text(MENU.format(before=before, beside=beside))
        (tmp_path / "ivrlint.toml").write_text('language = "en"\n')
        with pytest.raises(SystemExit):
            _cli.main(["check", "--format", "concise"])
        lines = capsys.readouterr().out.splitlines()[:-1]
        return sorted(line.split()[2].rstrip(":") for line in lines)

    return check


def test_without_a_comment_both_are_found(found) -> None:
    assert found() == ["dangling-target", "too-many-retries"]


def test_a_comment_holds_for_the_element_that_follows(found) -> None:
    before = "<!-- ivrlint: ignore[too-many-retries] they like to listen -->"
    assert found(before=before) == ["dangling-target"]


def test_a_comment_holds_for_the_element_on_its_line(found) -> None:
    beside = "<!-- ivrlint: ignore[dangling-target] it is being built -->"
    assert found(beside=beside) == ["too-many-retries"]

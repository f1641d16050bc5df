"""The comparison behind `--check` finds what differs, what is new and what is gone."""

from data_loaders.pack.__main__ import NOTICES, OUTLINES, PACK, differences


def project(root, **files):
    for folder in (PACK, OUTLINES):
        (root / folder).mkdir(parents=True)
    for name, text in files.items():
        (root / {"notices": NOTICES}.get(name, PACK / name)).write_text(text)
    return root


def test_equal_projects_have_no_differences(tmp_path):
    built = project(tmp_path / "built", a="1", notices="terms")
    assert differences(built, project(tmp_path / "committed", a="1", notices="terms")) == []


def test_changed_new_and_stale_files_are_named(tmp_path):
    built = project(tmp_path / "built", a="1", b="2", notices="terms")
    committed = project(tmp_path / "committed", a="other", c="3", notices="terms")
    assert differences(built, committed) == ["assets/pack/a", "assets/pack/b", "assets/pack/c"]

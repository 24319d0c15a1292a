"""A template of somebody's own is filled wherever a name stands, or refused in words."""

from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from borgerflow.experiments.findings.rows import ProposalHead
from borgerflow.experiments.questions.compare.form import template
from borgerflow.experiments.questions.compare.form.from_finding import fill_form
from borgerflow.experiments.questions.compare.form.template import write_template
from borgerflow.sim.base.errors import InputError
from borgerflow.sim.base.wording import Wording
from tests.experiments.made_forms import comparison, own_template, texts_of

TITLES = [
    "t" * 300,
    "<30 år & A<B>C",
    "\"Én\" og 'to' »tre«",
    "første linje\nanden linje",
    "med {{titel}} og {{ukendt}}",
    "漢字 \U0001f600",
]


def filled(folder, chosen, finding=None):
    return fill_form(finding or comparison(), folder / "out.docx", template=chosen)


def texts(folder, chosen, finding=None):
    return texts_of(Document(str(filled(folder, chosen, finding))))


def test_a_row_may_be_named_by_the_years_themselves(tmp_path):
    told = texts(tmp_path, own_template(tmp_path / "own.docx"))
    assert told[-4:] == ["-422", "-465", "-507", "-549"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stands_in_the_form_letter_by_letter(tmp_path, title):
    head = ProposalHead("own", "1", Wording(title, title), stated=False)
    finding = replace(comparison(), proposals=(head,))
    path = own_template(tmp_path / "own.docx", "Om {{titel}}.")
    assert f"Om {title}." in texts(tmp_path, path, finding)


def test_signs_that_no_document_may_have_are_left_out(tmp_path):
    title = "a\x00b\x1b\u202ec\udc80"
    head = ProposalHead("own", "1", Wording(title, title), stated=False)
    path = own_template(tmp_path / "own.docx", "Om {{titel}}.")
    assert "Om abc." in texts(tmp_path, path, replace(comparison(), proposals=(head,)))


def test_a_name_is_found_though_word_has_split_it_and_keeps_the_runs_around_it(tmp_path):
    path = own_template(tmp_path / "own.docx")
    document = Document(str(path))
    paragraph = document.add_paragraph("Netto: ")
    for piece in ("{", "{net", "to_2019}", "} og ", "{{netto_2020", "}}."):
        paragraph.add_run(piece).bold = piece == "{net"
    document.save(str(path))
    told = Document(str(filled(tmp_path, path))).paragraphs[-1]
    assert told.text == "Netto: -422 og -465."
    assert [run.text for run in told.runs if run.text] == ["Netto: ", "-422", " og ", "-465", "."]


TEXT_BOX = (
    f"<w:p {nsdecls('w')}><w:r><w:t>Uden om: {{{{num</w:t></w:r><w:r><w:pict>"
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>Inde i: {{kommune}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    "</w:r><w:r><w:t>mer}}</w:t></w:r></w:p>"
)


def test_names_are_filled_in_header_footer_text_box_and_nested_table(tmp_path):
    path = own_template(tmp_path / "own.docx")
    document = Document(str(path))
    document.sections[0].header.paragraphs[0].text = "{{kommune}}"
    document.sections[0].footer.paragraphs[0].text = "{{nummer}}"
    document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "{{prisniveau}}"
    document.element.body.insert(0, parse_xml(TEXT_BOX))
    document.save(str(path))
    out = filled(tmp_path, path)
    told = Document(str(out))
    assert told.sections[0].header.paragraphs[0].text == "Herning"
    assert told.sections[0].footer.paragraphs[0].text == "SYG02"
    assert told.tables[-1].cell(0, 0).tables[0].cell(0, 0).text == "2019-pl"
    with ZipFile(out) as archive:
        body = archive.read("word/document.xml").decode()
    assert "Uden om: SYG02" in body
    assert "Inde i: Herning" in body


def test_a_name_is_known_by_danish_letters_capitals_and_blanks_too(tmp_path):
    path = own_template(tmp_path / "own.docx", "{{ Sparet_Forsørgelse_2019 }}")
    path = own_template(path, "{{ Netto_I_Alt }}", "{{ forudsætning1 }}")
    told = texts(tmp_path, path)
    assert told[0] == "-1.943"
    assert told[1].startswith("x.effect")


def test_a_paragraph_of_names_without_a_value_is_left_out_and_a_cell_is_kept(tmp_path):
    path = own_template(tmp_path / "own.docx", "før", "{{note_aar}}", "efter")
    document = Document(str(path))
    document.add_table(1, 1).cell(0, 0).text = "{{note_aar}}"
    document.save(str(path))
    told = Document(str(filled(tmp_path, path)))
    assert [paragraph.text for paragraph in told.paragraphs[:2]] == ["før", "efter"]
    assert [paragraph.text for paragraph in told.tables[-1].cell(0, 0).paragraphs] == [""]


def test_no_line_ends_between_a_minus_and_its_number(tmp_path):
    told = Document(str(filled(tmp_path, "herning")))
    sure = next(p for p in told.paragraphs if p.text.startswith("Sparet forsørgelsesudgift 2019"))
    assert sure._p.xml.count("w:noBreakHyphen") == 6
    assert " -4.147.000 kr." in sure.text


def refused(folder, chosen):
    """Return the words of a refusal in both languages; nothing was written."""
    with pytest.raises(InputError) as error:
        filled(folder, chosen)
    assert not (folder / "out.docx").exists()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]
    return error.value.said


def test_an_unknown_name_is_refused_with_the_nearest(tmp_path):
    path = own_template(tmp_path / "own.docx", "{{nettto_2019}}")
    said = refused(tmp_path, path)
    assert said.en == (
        f"{path}: there is no placeholder {{{{nettto_2019}}}}. Did you mean netto_2019?"
    )
    assert said.da.endswith("der findes ingen pladsholder {{nettto_2019}}. Mente du netto_2019?")


def test_a_year_that_the_answer_lacks_is_refused(tmp_path):
    path = own_template(tmp_path / "own.docx", "{{netto_2024}}")
    assert "there is no placeholder {{netto_2024}}" in refused(tmp_path, path).en


@pytest.mark.parametrize("name", ["titel", "prisniveau", "usikkerhed"])
def test_a_template_that_does_not_say_what_in_which_prices_or_how_sure_is_refused(tmp_path, name):
    kept = [each for each in ("titel", "prisniveau", "usikkerhed") if each != name]
    path = own_template(tmp_path / "own.docx", needed=kept)
    assert f"the template lacks {{{{{name}}}}}. A form must" in refused(tmp_path, path).en


def test_a_row_without_one_of_its_years_is_refused(tmp_path):
    path = own_template(tmp_path / "own.docx", years=range(2019, 2022))
    assert "lacks {{netto_aar4}}." in refused(tmp_path, path).en


def test_a_template_without_any_row_of_kroner_is_refused(tmp_path):
    path = own_template(tmp_path / "own.docx", rows=("personaleforbrug",))
    assert "lacks {{aendring_driftsudgifter_aar1}}." in refused(tmp_path, path).en


def test_amounts_by_place_without_their_years_above_are_refused(tmp_path):
    path = own_template(tmp_path / "own.docx", years=[f"aar{n}" for n in range(1, 5)])
    assert "lacks {{aar1}}, {{aar2}}, {{aar3}}, {{aar4}}." in refused(tmp_path, path).en


@pytest.mark.parametrize("text", ["{{titel", "titel}}", "{{titel}", "{{ti{tel}}"])
def test_braces_that_are_not_closed_are_refused(tmp_path, text):
    path = own_template(tmp_path / "own.docx", text)
    assert "braces are not closed in" in refused(tmp_path, path).en


def damaged(path, how):
    """Return a file that is no Word document in one of many ways."""
    whole = own_template(path.with_name("whole.docx")).read_bytes()
    if how == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "text":
        path.write_text("{{titel}}", encoding="utf-8")
    elif how == "empty":
        path.write_bytes(b"")
    else:
        with ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml" if how == "zip" else "[Content_Types].xml", "<a")
    return path


@pytest.mark.parametrize("how", ["cut", "text", "empty", "zip", "xml"])
def test_what_is_no_word_document_is_refused_in_one_sentence(tmp_path, how):
    said = refused(tmp_path, damaged(tmp_path / "own.docx", how))
    assert said.en.endswith(
        "is no Word document (.docx), or it is damaged or locked with a password."
    )


def test_a_part_that_is_damaged_is_refused_alike(tmp_path):
    path = own_template(tmp_path / "own.docx")
    with ZipFile(path, "a") as archive:
        archive.writestr("word/footnotes.xml", "<w:footnotes {")
    assert "is no Word document" in refused(tmp_path, path).en


def test_a_template_beyond_all_measure_is_refused_unread(tmp_path, monkeypatch):
    path = own_template(tmp_path / "own.docx")
    monkeypatch.setattr(template, "MOST_BYTES", path.stat().st_size - 1)
    assert "own.docx is too large for a template" in refused(tmp_path, path).en
    monkeypatch.setattr(template, "MOST_BYTES", path.stat().st_size)  # and more when unpacked
    assert "own.docx is too large for a template" in refused(tmp_path, path).en


def test_a_template_that_is_not_there_is_refused(tmp_path):
    assert "nowhere.docx cannot be read" in refused(tmp_path, tmp_path / "nowhere.docx").en
    said = refused(tmp_path, "hering")
    assert said.da.endswith("eller en fil, der ender på .docx. Mente du herning?")


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    (tmp_path / "out.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"out\.docx is there already: expected a new file\."):
        filled(tmp_path, "herning")
    assert (tmp_path / "out.docx").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "said"),
    [("form.doc", "expected a name that ends in .docx"), ("no/form.docx", "there is no folder")],
)
def test_a_place_where_no_form_can_be_written_is_refused(tmp_path, name, said):
    with pytest.raises(InputError, match=said):
        fill_form(comparison(), tmp_path / name)


def test_a_template_of_ours_that_was_written_is_filled_like_the_one_that_was_not(tmp_path):
    path = write_template("koebenhavn", tmp_path / "ours.docx", "da")
    told = texts(tmp_path, path)
    assert "{{netto_aar1}}" in texts_of(Document(str(path)))
    (tmp_path / "out.docx").unlink()
    assert texts(tmp_path, "koebenhavn") == told


def test_a_finding_of_another_question_fills_no_form(tmp_path):
    with pytest.raises(InputError, match="expected a Finding, got dict"):
        fill_form({}, tmp_path / "out.docx")
    assert list(tmp_path.iterdir()) == []

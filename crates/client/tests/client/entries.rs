//! What is typed or chosen, as values of the question's type: pairs of input and value.

use portal_client::drafts::entry::{self, Entered};
use portal_forms::{Form, Item, Value};

const FORM: &str = r#"{
  "resourceType": "Questionnaire", "url": "urn:test", "version": "1", "status": "active",
  "item": [
    {"linkId": "boolean", "type": "boolean", "text": "?"},
    {"linkId": "decimal", "type": "decimal", "text": "?"},
    {"linkId": "integer", "type": "integer", "text": "?"},
    {"linkId": "date", "type": "date", "text": "?"},
    {"linkId": "dateTime", "type": "dateTime", "text": "?"},
    {"linkId": "time", "type": "time", "text": "?"},
    {"linkId": "string", "type": "string", "text": "?"},
    {"linkId": "text", "type": "text", "text": "?"},
    {"linkId": "url", "type": "url", "text": "?"},
    {"linkId": "choice", "type": "choice", "text": "?", "repeats": true, "answerOption": [
      {"valueCoding": {"system": "urn:s", "code": "a", "display": "Apple"}},
      {"valueCoding": {"system": "urn:s", "code": "b", "display": "Pear"}}]},
    {"linkId": "open", "type": "open-choice", "text": "?", "answerOption": [
      {"valueCoding": {"system": "urn:s", "code": "a", "display": "Apple"}}]},
    {"linkId": "trees", "type": "choice", "text": "?", "answerOption": [
      {"valueCoding": {"display": "Oak"}}, {"valueCoding": {"display": "Elm"}},
      {"valueCoding": {"system": "urn:s", "display": "Oak"}}, {"valueCoding": {"system": "urn:s", "code": "Oak"}}]},
    {"linkId": "quantity", "type": "quantity", "text": "?", "extension": [
      {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption",
       "valueCoding": {"system": "http://unitsofmeasure.org", "code": "h", "display": "hours"}},
      {"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption",
       "valueCoding": {"system": "http://unitsofmeasure.org", "code": "d", "display": "days"}}]}
  ]
}"#;

fn text(text: &str) -> Entered {
    Entered::Text { text: text.into() }
}

fn option(key: &str) -> Entered {
    Entered::Option { key: key.into() }
}

/// The values as JSON without their display, so that a case is one line.
fn read(item: &Item, entries: &[Entered]) -> String {
    let values = entry::read(item, entries);
    let short = values.iter().map(|value| match value {
        Value::Coding(coding) => format!("coding {}", coding.code),
        Value::Quantity(quantity) => format!(
            "quantity {} {}",
            quantity.value.as_ref().unwrap(),
            quantity.code.as_deref().unwrap_or_default()
        ),
        Value::Integer(number) => format!("integer {number}"),
        Value::Boolean(value) => format!("boolean {value}"),
        Value::Decimal(value) => format!("decimal {value}"),
        Value::Date(value) => format!("date {value}"),
        Value::DateTime(value) => format!("dateTime {value}"),
        Value::Time(value) => format!("time {value}"),
        Value::String(value) => format!("string {value}"),
        Value::Url(value) => format!("url {value}"),
        other => format!("{other:?}"),
    });
    short.collect::<Vec<_>>().join("; ")
}

#[test]
fn entries_become_values_of_the_questions_type() {
    let form = Form::parse(FORM.as_bytes()).unwrap();
    let cases: &[(&str, &[Entered], &str)] = &[
        ("boolean", &[option("true")], "boolean true"),
        ("boolean", &[option("false")], "boolean false"),
        ("boolean", &[text("perhaps")], "string perhaps"),
        ("decimal", &[text("1,725.50")], "decimal 1725.50"),
        ("decimal", &[text("37,5")], "decimal 37.5"),
        ("decimal", &[text("a lot")], "string a lot"),
        ("integer", &[text(" 40 ")], "integer 40"),
        ("integer", &[text("40.5")], "string 40.5"),
        ("date", &[text("2 Jul 2026")], "date 2026-07-02"),
        ("date", &[text("2026-02-30")], "string 2026-02-30"),
        ("dateTime", &[text("2027-05-20T17:00")], "dateTime 2027-05-20T17:00:00-04:00"),
        ("time", &[text("5:30 p.m.")], "time 17:30:00"),
        ("string", &[text("  Zoé ")], "string Zoé"),
        ("string", &[text("   ")], ""),
        ("string", &[text("\u{3164}\u{200b}")], ""),
        ("string", &[], ""),
        ("text", &[text("two\nlines\n")], "string two\nlines"),
        ("url", &[text(" https://www.cpso.on.ca ")], "url https://www.cpso.on.ca"),
        ("choice", &[option("urn:s|b"), option("urn:s|a")], "coding b; coding a"),
        ("choice", &[option("urn:s|gone")], "string urn:s|gone"),
        ("choice", &[text("pear")], "coding b"),
        ("open", &[text("Quince")], "string Quince"),
        ("open", &[text("APPLE")], "coding a"),
        ("quantity", &[text("12.5")], "quantity 12.5 h"),
        ("quantity", &[text("3 days")], "quantity 3 d"),
        ("quantity", &[text("3 weeks")], "string 3 weeks"),
    ];
    for (link_id, entries, expected) in cases {
        let item = form.item(link_id).unwrap();
        assert_eq!(read(item, entries), *expected, "{link_id}: {entries:?}");
    }
}

#[test]
fn every_option_is_chosen_by_a_key_of_its_own() {
    let form = Form::parse(FORM.as_bytes()).unwrap();
    let item = form.item("trees").unwrap();
    for option in item.options.iter().flat_map(|options| &*options.list) {
        let shown = entry::show(item, &option.value);
        assert_eq!(shown, Entered::Option { key: entry::key(&option.value) });
        assert_eq!(entry::read(item, &[shown]), std::slice::from_ref(&option.value), "{option:?}");
    }
}

#[test]
fn what_is_shown_is_read_back_as_the_same_value() {
    let form = Form::parse(FORM.as_bytes()).unwrap();
    let cases = [
        ("boolean", option("false")),
        ("decimal", text("12.50")),
        ("date", text("2027-05-20")),
        ("dateTime", text("2027-05-20T17:00")),
        ("time", text("09:30")),
        ("choice", option("urn:s|a")),
        ("open", text("Quince")),
        ("quantity", text("7")),
    ];
    for (link_id, shown) in cases {
        let item = form.item(link_id).unwrap();
        let values = entry::read(item, std::slice::from_ref(&shown));
        assert_eq!(entry::show(item, &values[0]), shown, "{link_id}");
    }
}

//! Forms that are refused, and by what name.

use portal_forms::Form;
use portal_forms::refused::{DEPTH_MAX, ITEMS_MAX, PROBLEMS_MAX};

use crate::writing::{hl7, item, questionnaire, rule, when};

/// The refusal of a form with these items.
fn refusal(items: &str) -> String {
    refusal_of(&questionnaire(items))
}

fn refusal_of(json: &str) -> String {
    Form::parse(json.as_bytes()).expect_err("the form should be refused").to_string()
}

/// A group with a question in it.
fn group(link_id: &str, more: &str) -> String {
    item(link_id, "group", &format!(r#"{more}"item":[{}]"#, item(&format!("{link_id}.q"), "string", "")))
}

/// Checks that the form is refused in these words.
fn check(items: &str, expected: &str) {
    assert_eq!(refusal(items), format!("the form is refused: {expected}"), "{items}");
}

#[test]
fn what_may_not_be_ignored() {
    let modifier = r#""modifierExtension":[{"url":"urn:unknown","valueBoolean":true}]"#;
    check(&item("a", "string", modifier), "a: modifier extension 'urn:unknown' is not understood");
    check(
        &item("a", "choice", &format!(r#""answerOption":[{{"valueInteger":1,{modifier}}}]"#)),
        "a: modifier extension 'urn:unknown' is not understood",
    );
    check(
        &[
            item("b", "boolean", ""),
            item(
                "a",
                "string",
                &format!(
                    r#""enableWhen":[{{"question":"b","operator":"exists","answerBoolean":true,{modifier}}}]"#
                ),
            ),
        ]
        .join(","),
        "a: modifier extension 'urn:unknown' is not understood",
    );
    let on_form = format!(r#"{{"resourceType":"Questionnaire",{modifier},"implicitRules":"urn:rules"}}"#);
    assert_eq!(
        refusal_of(&on_form),
        "the form is refused: modifier extension 'urn:unknown' is not understood; implicit rules 'urn:rules' are not \
         understood"
    );
}

#[test]
fn expressions_in_other_languages() {
    for (url, value) in [
        (
            "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
            r#""valueExpression":{"language":"text/fhirpath","expression":"1"}"#,
        ),
        (
            "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint",
            r#""extension":[{"url":"key","valueId":"k"}]"#,
        ),
        ("urn:any", r#""extension":[{"url":"urn:inner","valueExpression":{"language":"text/cql"}}]"#),
    ] {
        let extension = format!(r#""extension":[{{"url":"{url}",{value}}}]"#);
        check(
            &item("a", "string", &extension),
            &format!("a: expression extension '{url}' is not understood"),
        );
    }
    let json = r#"{"resourceType":"Questionnaire","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{}}]}"#;
    assert!(
        refusal_of(json).contains("StructureDefinition/variable' is not understood"),
        "on the form as well"
    );
    let unknown = r#""extension":[{"url":"urn:colour","valueString":"red"}]"#;
    assert!(
        Form::parse(questionnaire(&item("a", "string", unknown)).as_bytes()).is_ok(),
        "an unknown ordinary extension is ignored"
    );
}

#[test]
fn items_that_are_not_of_r4() {
    check(&item("a", "coding", ""), "a: 'coding' is not an R4 item type");
    check(r#"{"type":"string"}"#, "an item has no linkId");
    check(
        &[item("a", "string", ""), item("g", "group", &format!(r#""item":[{}]"#, item("a", "date", "")))]
            .join(","),
        "a: linkId is used more than once",
    );
    check(
        &item("a", "display", &format!(r#""item":[{}]"#, item("b", "string", ""))),
        "a: a display item can't have children",
    );
    check(
        &item("a", "choice", r#""options":{"reference":"x"}"#),
        "a: element 'options' does not belong to FHIR R4",
    );
    check(
        &item("a", "choice", r#""answerConstraint":"optionsOnly""#),
        "a: element 'answerConstraint' does not belong to FHIR R4",
    );
    check(&group("a", r#""initial":[{"valueBoolean":true}],"#), "a: a group can't have an initial value");
    check(
        &item("a", "string", r#""initial":[{"valueBoolean":true}]"#),
        "a: 'initial' has a value that can't be read: a string can't be a boolean",
    );
}

#[test]
fn conditions_that_cannot_be_understood() {
    let q = item("q", "boolean", "");
    let on_q = |condition: &str| [q.clone(), item("a", "string", condition)].join(",");
    check(
        &on_q(&when("z", "=", r#""answerBoolean":true"#)),
        "a: condition asks about 'z', which is not in the form",
    );
    check(
        &on_q(&when("q", "=", r#""answerString":"x""#)),
        "a: condition on 'q': a boolean can't be compared with a string",
    );
    check(&on_q(&when("q", ">", r#""answerBoolean":true"#)), "a: condition on 'q': a boolean has no order");
    check(
        &on_q(&when("q", "exists", r#""answerInteger":1"#)),
        "a: condition on 'q': exists is compared with a integer",
    );
    check(
        &on_q(&when("q", "~", r#""answerBoolean":true"#)),
        "a: 'enableWhen.operator' has a value that can't be read: '~' is not an operator",
    );
    check(
        &on_q(r#""enableWhen":[{"question":"q","operator":"="}]"#),
        "a: 'enableWhen.answer' has a value that can't be read: it is missing",
    );
    let two = r#""enableWhen":[{"question":"q","operator":"=","answerBoolean":true},{"question":"q","operator":"exists","answerBoolean":true}]"#;
    check(&on_q(two), "a: several conditions need enableBehavior 'all' or 'any'");
    check(
        &[group("g", ""), item("a", "string", &when("g", "exists", r#""answerBoolean":true"#))].join(","),
        "a: condition asks about 'g', which never has an answer",
    );
}

#[test]
fn conditions_that_lead_back_to_themselves_are_named() {
    let exists = |question: &str| when(question, "exists", r#""answerBoolean":true"#);
    check(&item("a", "string", &exists("a")), "a: conditions lead back to themselves");
    let three = [
        item("free", "string", ""),
        item("a", "string", &exists("b")),
        item("b", "string", &exists("c")),
        item("c", "string", &exists("a")),
    ]
    .join(",");
    check(&three, "a, b, c: conditions lead back to themselves");
    let group =
        item("g", "group", &format!(r#"{},"item":[{}]"#, exists("inside"), item("inside", "string", "")));
    check(&group, "g, inside: conditions lead back to themselves");
    let chain =
        [item("a", "string", ""), item("b", "string", &exists("c")), item("c", "string", &exists("a"))]
            .join(",");
    assert!(
        Form::parse(questionnaire(&chain).as_bytes()).is_ok(),
        "asking about a later question is no cycle"
    );
}

#[test]
fn options_that_cannot_be_known() {
    check(
        &item("a", "choice", r#""answerValueSet":"http://example.org/vs""#),
        "a: value set 'http://example.org/vs' is neither contained in the form nor known",
    );
    check(
        &item(
            "a",
            "choice",
            r#""answerValueSet":"http://example.org/vs","answerOption":[{"valueInteger":1}]"#,
        ),
        "a: both answerOption and answerValueSet are given",
    );
    let filtered = r##"{"resourceType":"Questionnaire","contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"http://snomed.info/sct","filter":[{"property":"concept","op":"is-a","value":"1"}]}]}}],"item":[{"linkId":"a","type":"choice","answerValueSet":"#v"}]}"##;
    assert_eq!(
        refusal_of(filtered),
        "the form is refused: a: '#v' has a value that can't be read: its concepts are not listed one by one"
    );
}

#[test]
fn extensions_with_values_that_do_not_fit() {
    let on = |kind: &str, extension: String| item("a", kind, &format!(r#""extension":[{extension}]"#));
    let bad = |name: &str, detail: &str| {
        format!(
            "a: 'http://hl7.org/fhir/StructureDefinition/{name}' has a value that can't be read: {detail}"
        )
    };
    check(
        &on("integer", hl7("minValue", r#""valueDate":"2027""#)),
        &bad("minValue", "a date can't bound a integer"),
    );
    check(&on("date", hl7("maxValue", r#""valueString":"x""#)), &bad("maxValue", "a number is needed"));
    check(
        &on("string", hl7("questionnaire-minOccurs", r#""valueInteger":-1"#)),
        &bad("questionnaire-minOccurs", "a count is needed"),
    );
    check(
        &on("string", hl7("questionnaire-hidden", r#""valueString":"yes""#)),
        &bad("questionnaire-hidden", "a boolean is needed"),
    );
    let look_ahead = refusal(&on("string", hl7("regex", r#""valueString":"(?=a)b""#)));
    assert!(
        look_ahead.starts_with("the form is refused: a: pattern '(?=a)b' can't be used: look-around"),
        "{look_ahead}"
    );
}

#[test]
fn rules_that_cannot_be_understood() {
    let items = |expression: &str| {
        let repeating = item("many", "integer", r#""repeats":true"#);
        let group =
            item("g", "group", &format!(r#""repeats":true,"item":[{}]"#, item("inner", "integer", "")));
        let rest = [
            item("n", "integer", ""),
            item("t", "string", ""),
            item("d", "date", ""),
            item("c", "choice", ""),
            item("f", "attachment", ""),
        ];
        let carrier = item("a", "boolean", &format!(r#""extension":[{}]"#, rule("r", expression)));
        [carrier, repeating, group, rest.join(",")].join(",")
    };
    for (expression, detail) in [
        ("", "it ends where a value is expected"),
        ("{n}", "it gives a number, not true or false"),
        ("{z} = 1", "at character 1: 'z' is not in the form"),
        ("{g} = 1", "at character 1: 'g' never has an answer"),
        ("{n} = 'one'", "at the end: a number can't be compared so with a text"),
        ("{n} + {t} = 1", "at character 11: a text can't be calculated with"),
        ("{c} < 'x'", "at the end: a code can't be compared so with a text"),
        (
            "{inner} = 1",
            "at character 1: 'inner' can have several answers here; use count, sum, min, max, exists or includes",
        ),
        (
            "{many} = 1",
            "at character 1: 'many' can have several answers here; use count, sum, min, max, exists or includes",
        ),
        ("sum({t}) = 1", "at character 5: sum needs numbers, 't' gives a text"),
        ("{f} = 1", "at character 1: 'f' is a attachment; only exists and count take it"),
        ("{n} = 1 {n}", "at character 9: nothing more is expected"),
        ("({n} = 1", "at the end: ')' is expected"),
        ("{n = 1", "at character 1: '{' is not closed"),
        ("{t} = 'x", "at character 7: the text is not closed"),
        ("{d} > @2027-02-30", "at character 7: '2027-02-30' is not a date"),
        ("{n} = 1.", "at character 7: '1.' is not a decimal number"),
        ("{n} # 1", "at character 5: '#' means nothing here"),
        ("now() = {d}", "at character 1: 'now' is not known"),
        ("not {n}", "at the end: 'not' needs true or false, not a number"),
        ("count(1) = 1", "at character 7: count takes an item, such as count({A.1})"),
        ("includes({many}, 'x')", "at character 21: 'many' gives a number, never a text"),
    ] {
        check(&items(expression), &format!("a: rule 'r': {detail}"));
    }
    let deep = format!("{}true{}", "(".repeat(80), ")".repeat(80));
    check(&items(&deep), "a: rule 'r': nested deeper than 64");
    check(&items(&vec!["true"; 300].join(" and ")), "a: rule 'r': more than 500 words");
    let twice = item("a", "boolean", &format!(r#""extension":[{},{}]"#, rule("r", "{a}"), rule("r", "{a}")));
    check(&twice, "a: rule 'r': its id is used more than once");
    let bare = r#""extension":[{"url":"urn:portal:forms:rule","extension":[{"url":"id","valueId":"r"}]}]"#;
    assert!(
        refusal(&item("a", "boolean", bare))
            .contains("a: rule 'r': it needs an id, an expression, a message")
    );
}

#[test]
fn forms_that_are_too_large() {
    let many: Vec<String> =
        (0..=ITEMS_MAX).map(|n| format!(r#"{{"linkId":"{n}","type":"string"}}"#)).collect();
    assert_eq!(
        refusal(&many.join(",")),
        format!(
            "the form is refused: too large: the number of items is {}, the most is {ITEMS_MAX}",
            ITEMS_MAX + 1
        )
    );
    let mut deep = item("leaf", "string", "");
    for level in 0..DEPTH_MAX {
        deep = item(&format!("g{level}"), "group", &format!(r#""item":[{deep}]"#));
    }
    assert_eq!(
        refusal(&deep),
        format!(
            "the form is refused: too large: the nesting of items is {}, the most is {DEPTH_MAX}",
            DEPTH_MAX + 1
        )
    );
    let mut multiplied = item("leaf", "string", "");
    for level in 0..4 {
        let min = hl7("questionnaire-minOccurs", r#""valueInteger":100"#);
        multiplied = item(
            &format!("g{level}"),
            "group",
            &format!(r#""repeats":true,"extension":[{min}],"item":[{multiplied}]"#),
        );
    }
    assert!(refusal(&multiplied).contains("too large: what minOccurs asks for"), "repeats multiply");
    let wrong: Vec<String> = (0..200).map(|n| item(&format!("i{n}"), "nonsense", "")).collect();
    let refused = Form::parse(questionnaire(&wrong.join(",")).as_bytes()).unwrap_err();
    assert_eq!(refused.problems.len(), PROBLEMS_MAX, "a list that no one would read is cut");
    assert_eq!(&*refused.problems[0].link_ids[0], "i0", "each problem names its item");
}

#[test]
fn what_is_no_form_at_all() {
    for json in [
        "",
        "[]",
        "{}",
        "null",
        r#"{"resourceType":"Patient"}"#,
        r#"{"resourceType":"Questionnaire","item":1}"#,
    ] {
        assert!(refusal_of(json).starts_with("the form is refused: not a FHIR R4 Questionnaire"), "{json}");
    }
    let nested =
        format!(r#"{{"resourceType":"Questionnaire","meta":{}{}}}"#, "[".repeat(200), "]".repeat(200));
    assert!(
        Form::parse(nested.as_bytes()).is_ok() || refusal_of(&nested).contains("recursion"),
        "no stack runs over"
    );
}

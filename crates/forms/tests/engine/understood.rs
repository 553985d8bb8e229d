//! Nothing is half understood: what stands in a form and is not read refuses it, by its name and its place. Each case is
//! one thing too much, and the exact refusal; what may stand there unread is below.

use portal_forms::Form;

use crate::value_sets::{composed, expanded};
use crate::writing::{hl7, item, questionnaire};

/// What a form is refused for; `understood` where it is not.
pub fn refusal(json: &str) -> String {
    match Form::parse(json.as_bytes()) {
        Ok(_) => "understood".to_owned(),
        Err(refused) => refused.to_string().trim_start_matches("the form is refused: ").to_owned(),
    }
}

/// Checks the refusal of one item `a` of this type with these members.
pub fn check_item(kind: &str, more: &str, expected: &str) {
    let json = questionnaire(&item("a", kind, more));
    assert_eq!(refusal(&json), expected, "{json}");
}

#[test]
fn members_that_are_not_known() {
    for (json, expected) in [
        (r#""titel":"x""#, "'Questionnaire.titel' is not understood"),
        (r#""statuss":"active""#, "'Questionnaire.statuss' is not understood"),
        (r#""Item":[]"#, "'Questionnaire.Item' is not understood"),
        (r#""items":[]"#, "'Questionnaire.items' is not understood"),
        (r#""":1"#, "'Questionnaire.' is not understood"),
        (r#""_":1"#, "'Questionnaire._' is not understood"),
        (r#""_url":{}"#, "'Questionnaire._url' is not understood"),
        (r#""_status":{}"#, "'Questionnaire._status' is not understood"),
        (r#""_item":[]"#, "'Questionnaire._item' is not understood"),
        (r#""_contained":[]"#, "'Questionnaire._contained' is not understood"),
        (r#""_extension":[]"#, "'Questionnaire._extension' is not understood"),
        (r#""versionAlgorithmString":"semver""#, "'Questionnaire.versionAlgorithmString' is not understood"),
        (r#""effectivePeriod":{"begin":"2027"}"#, "'Questionnaire.effectivePeriod.begin' is not understood"),
        (r#""effectivePeriod":{"_start":{}}"#, "'Questionnaire.effectivePeriod._start' is not understood"),
        (r#""status":null"#, "'Questionnaire.status' has a value that can't be read: it is null"),
        (r#""implicitRules":"urn:r""#, "implicit rules 'urn:r' are not understood"),
        (r#""version":"1","version":"2""#, "'Questionnaire.version' is given twice"),
    ] {
        let json = format!(r#"{{"resourceType":"Questionnaire",{json}}}"#);
        assert_eq!(refusal(&json), expected, "{json}");
    }
}

#[test]
fn members_of_an_item_that_are_not_known() {
    for (more, place) in [
        (r#""requierd":true"#, "requierd"),
        (r#""required ":true"#, "required "),
        (r#""readonly":true"#, "readonly"),
        (r#""maxlength":3"#, "maxlength"),
        (r#""enablewhen":[]"#, "enablewhen"),
        (r#""enableWhenBehavior":"all""#, "enableWhenBehavior"),
        (r#""answerOptions":[]"#, "answerOptions"),
        (r#""initialValue":[]"#, "initialValue"),
        (r#""help":"x""#, "help"),
        (r#""minOccurs":1"#, "minOccurs"),
        (r#""_linkId":{}"#, "_linkId"),
        (r#""_type":{"extension":[{"url":"urn:x","valueString":"x"}]}"#, "_type"),
        (r#""_required":{"extension":[{"url":"urn:x","valueString":"x"}]}"#, "_required"),
        (r#""_required":{"id":"x"}"#, "_required"),
        (r#""_required":null"#, "_required"),
        (r#""_repeats":{}"#, "_repeats"),
        (r#""_readOnly":{}"#, "_readOnly"),
        (r#""_maxLength":{}"#, "_maxLength"),
        (r#""_enableBehavior":{}"#, "_enableBehavior"),
        (r#""_answerValueSet":{}"#, "_answerValueSet"),
        (r#""_enableWhen":[]"#, "_enableWhen"),
        (r#""_modifierExtension":[]"#, "_modifierExtension"),
        (r#""_text":{"value":"x"}"#, "_text.value"),
        (r#""__text":{}"#, "__text"),
        (r#""_prefix":{"txet":"x"}"#, "_prefix.txet"),
    ] {
        let place = place.replace("_text.", "text.").replace("_prefix.", "prefix.");
        check_item("string", more, &format!("a: 'Questionnaire.item[0].{place}' is not understood"));
    }
    let inner = item("b", "string", r#""_repeats":{},"requird":true"#);
    let more = format!(r#""item":[{},{inner}]"#, item("ok", "string", ""));
    check_item(
        "group",
        &more,
        "b: 'Questionnaire.item[0].item[1]._repeats' is not understood; b: 'Questionnaire.item[0].item[1].requird' is \
         not understood",
    );
}

#[test]
fn beside_a_condition() {
    let asks = |more: &str| {
        let a = item("a", "string", &format!(r#""enableWhen":[{{"question":"b","operator":"=",{more}}}]"#));
        refusal(&questionnaire(&[item("b", "choice", ""), item("n", "quantity", ""), a].join(",")))
    };
    let place = "a: 'Questionnaire.item[2].enableWhen[0]";
    for (more, expected) in [
        (r#""answerCoding":{"code":"x"},"_answerCoding":{}"#, "._answerCoding' is not understood"),
        (r#""answerCoding":{"code":"x"},"_operator":{}"#, "._operator' is not understood"),
        (r#""answerCoding":{"code":"x"},"_question":{}"#, "._question' is not understood"),
        (r#""answerCoding":{"code":"x"},"behavior":"any""#, ".behavior' is not understood"),
        (r#""answerCoding":{"code":"x","codee":"y"}"#, ".answerCoding.codee' is not understood"),
        (r#""answerCoding":{"code":"x","_code":{}}"#, ".answerCoding._code' is not understood"),
        (r#""answerCoding":{"code":"x","_system":{}}"#, ".answerCoding._system' is not understood"),
        (
            r#""answerCoding":{"code":"x","code":"y"}"#,
            ".answerCoding.code' is given twice; a: 'enableWhen.answerCoding' has a value that can't be read: duplicate field `code` at line 1 column 18",
        ),
        (r#""answerCoding":{"code":"x"},"operator":"!=""#, ".operator' is given twice"),
        (
            r#""answerCoding":{"code":"x"},"question":"a""#,
            ".question' is given twice; a: condition on 'a': a string can't be compared with a coding",
        ),
    ] {
        assert_eq!(asks(more), format!("{place}{expected}"), "{more}");
    }
    for (more, expected) in [
        (
            r#""answerCoding":{"code":"x"},"answerCode":"x""#,
            "a: 'Questionnaire.item[2].enableWhen[0].answerCode' is not understood; a: 'enableWhen.answerCode' has a \
             value that can't be read: 'answerCoding' is given too",
        ),
        (
            r#""answerUri":"urn:x""#,
            "a: 'Questionnaire.item[2].enableWhen[0].answerUri' is not understood; a: condition on 'b': a choice can't \
             be compared with a uri",
        ),
        (r#""answerCoding":{}"#, "a: 'enableWhen.answer' has a value that can't be read: it says nothing"),
        (
            r#""answerCoding":{"system":"urn:c"}"#,
            "a: 'enableWhen.answer' has a value that can't be read: it says nothing",
        ),
        (
            r#""answerCoding":null"#,
            "a: 'Questionnaire.item[2].enableWhen[0].answerCoding' has a value that can't be read: it is null; a: \
             'enableWhen.answerCoding' has a value that can't be read: invalid type: null, expected struct Coding at \
             line 1 column 4",
        ),
        (
            r#""answerCoding":{"code":"x"},"modifierExtension":[{"url":"urn:m"},{"url":"urn:n"}]"#,
            "a: modifier extension 'urn:m' is not understood; a: modifier extension 'urn:n' is not understood",
        ),
        (
            r#""answerCoding":{"code":"x","modifierExtension":[{"url":"urn:m"}]}"#,
            "a: modifier extension 'urn:m' is not understood",
        ),
        (
            r#""answerCoding":{"code":"x"},"extension":[{"url":"urn:x","valueExpression":{}}]"#,
            "a: expression extension 'urn:x' is not understood",
        ),
    ] {
        assert_eq!(asks(more), expected, "{more}");
    }
    let less =
        r#""enableWhen":[{"question":"n","operator":"<","answerQuantity":{"value":5,"comparator":">"}}]"#;
    assert_eq!(
        refusal(&questionnaire(&[item("n", "quantity", ""), item("a", "string", less)].join(","))),
        "a: 'Questionnaire.item[1].enableWhen[0].answerQuantity.comparator' is not understood"
    );
}

#[test]
fn beside_what_a_question_starts_with_and_its_options() {
    let at = |place: &str| format!("a: 'Questionnaire.item[0].{place}' is not understood");
    for (kind, more, place) in [
        ("boolean", r#""initial":[{"valueBoolean":true,"_valueBoolean":{}}]"#, "initial[0]._valueBoolean"),
        ("boolean", r#""initial":[{"valueBoolean":true,"when":"x"}]"#, "initial[0].when"),
        (
            "attachment",
            r#""initial":[{"valueAttachment":{"url":"urn:x","creation":"2027"}}]"#,
            "initial[0].valueAttachment.creation",
        ),
        (
            "reference",
            r#""initial":[{"valueReference":{"reference":"Patient/1","identifier":{}}}]"#,
            "initial[0].valueReference.identifier",
        ),
        (
            "quantity",
            r#""initial":[{"valueQuantity":{"value":1,"comparator":"<"}}]"#,
            "initial[0].valueQuantity.comparator",
        ),
        ("choice", r#""answerOption":[{"valueCoding":{"code":"x"},"value":"x"}]"#, "answerOption[0].value"),
        (
            "choice",
            r#""answerOption":[{"valueCoding":{"code":"x"},"initialselected":true}]"#,
            "answerOption[0].initialselected",
        ),
        (
            "choice",
            r#""answerOption":[{"valueCoding":{"code":"x"},"_initialSelected":{}}]"#,
            "answerOption[0]._initialSelected",
        ),
        (
            "choice",
            r#""answerOption":[{"valueCoding":{"code":"x","dispaly":"X"}}]"#,
            "answerOption[0].valueCoding.dispaly",
        ),
        (
            "choice",
            r#""answerOption":[{"valueCoding":{"code":"x","_display":{"content":"X"}}}]"#,
            "answerOption[0].valueCoding.display.content",
        ),
        (
            "choice",
            r#""answerOption":[{"valueInteger":1,"_valueInteger":{}}]"#,
            "answerOption[0]._valueInteger",
        ),
    ] {
        check_item(kind, more, &at(place));
    }
    check_item("choice", r#""answerOption":[{"valueDecimal":1.5}]"#, &at("answerOption[0].valueDecimal"));
    check_item(
        "string",
        r#""initial":[{"valueString":" \u200b"}]"#,
        "a: 'initial' has a value that can't be read: it says nothing",
    );
    check_item(
        "choice",
        r#""answerOption":[{"valueCoding":{"system":"urn:c"}}]"#,
        "a: 'answerOption' has a value that can't be read: it has no value",
    );
}

#[test]
fn what_says_nothing_of_what_is_asked_may_stand_there() {
    let words = r#"{"id":"x","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendering-xhtml","valueString":"<b>x</b>"}]}"#;
    let on_form = [
        r#""id":"x","meta":{"profile":["urn:p"],"anything":1},"language":"en","text":{"status":"generated","div":"<div/>"}"#,
        r#""identifier":[{"value":"x"}],"name":"N","_name":{"id":"n"},"derivedFrom":["urn:q"],"experimental":true"#,
        r#""subjectType":["Practitioner"],"date":"2027","publisher":"C","contact":[{"name":"x"}],"description":"D""#,
        r#""useContext":[],"jurisdiction":[],"purpose":"P","copyright":"C","approvalDate":"2027","lastReviewDate":"2027","code":[{"code":"x"}]"#,
        r#""extension":[{"url":"urn:colour","valueString":"red"},{"url":"urn:colour","extension":[{"url":"a"}]}]"#,
        r#""contained":[{"resourceType":"Library","anything":1},{"resourceType":"StructureMap"}]"#,
        r#""title":"T""#,
    ];
    for more in on_form {
        let json =
            format!(r#"{{"resourceType":"Questionnaire",{more},"item":[{}]}}"#, item("a", "string", ""));
        assert_eq!(refusal(&json), "understood", "{json}");
    }
    for (kind, more) in [
        ("string", r#""id":"x","definition":"urn:d#a","code":[{"system":"urn:c","code":"x"}]"#.to_owned()),
        ("string", format!(r#""text":"x","_text":{words},"prefix":"1","_prefix":{words}"#)),
        (
            "choice",
            r#""answerOption":[{"id":"o","valueCoding":{"code":"x","version":"1","userSelected":true}}]"#
                .to_owned(),
        ),
        ("choice", format!(r#""answerOption":[{{"valueString":"x","_valueString":{words}}}]"#)),
        ("string", format!(r#""extension":[{}]"#, hl7("entryFormat", r#""id":"e","valueString":"A1A 1A1""#))),
    ] {
        check_item(kind, &more, "understood");
    }
    let included = r#"{"id":"i","system":"urn:c","version":"1","concept":[{"id":"c","code":"x","extension":[{"url":"urn:w","valueDecimal":1}]}]}"#;
    assert_eq!(refusal(&composed(included)), "understood");
    for more in [
        r#","identifier":"urn:uuid:1","timestamp":"2027-01-01""#,
        r#","total":1,"offset":0,"parameter":[{"name":"version","valueUri":"urn:c|1"}]"#,
    ] {
        assert_eq!(refusal(&expanded(more)), "understood", "{more}");
    }
}

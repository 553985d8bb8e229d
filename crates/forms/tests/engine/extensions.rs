//! Extensions: those that are read say what they say in full and where it means something; of the others some may be
//! ignored.

use crate::understood::{check_item, refusal};
use crate::writing::{hl7, item, questionnaire, rule};

#[test]
fn extensions_that_are_misspelt() {
    let hl7 = "http://hl7.org/fhir/StructureDefinition";
    for (url, meant) in [
        ("urn:portal:forms:prefil", "urn:portal:forms:prefill"),
        ("urn:portal:forms:Rule", "urn:portal:forms:rule"),
        ("urn:portal:forms:rules", "urn:portal:forms:rule"),
        ("urn:portal:forms:belongsTo", "urn:portal:forms:belongs-to"),
        ("urn:portal:form:confirms", "urn:portal:forms:confirms"),
        ("urn:Portal:forms:former", "urn:portal:forms:former"),
        ("urn:potral:forms:prefill", "urn:portal:forms:prefill"),
        ("urn:portal:forms", "urn:portal:forms:rule"),
        (
            "http://hl7.org/fhir/StructureDefinition/minLenght",
            "http://hl7.org/fhir/StructureDefinition/minLength",
        ),
        ("https://hl7.org/fhir/StructureDefinition/regex", "http://hl7.org/fhir/StructureDefinition/regex"),
        (
            "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccur",
            "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs",
        ),
    ] {
        check_item(
            "string",
            &format!(r#""extension":[{{"url":"{url}","valueString":"x"}}]"#),
            &format!("a: extension '{url}' is not known; '{meant}' is the nearest"),
        );
    }
    for name in
        ["questionnaire-referenceProfile", "questionnaire-signatureRequired", "questionnaire-usageMode"]
    {
        check_item(
            "reference",
            &format!(r#""extension":[{{"url":"{hl7}/{name}","valueCode":"x"}}]"#),
            &format!("a: extension '{hl7}/{name}' changes what the form means and is not understood"),
        );
    }
}

#[test]
fn extensions_that_say_too_much() {
    let min = |value: &str| hl7("minLength", value);
    let url = "http://hl7.org/fhir/StructureDefinition/minLength";
    for (extensions, expected) in [
        (
            min(r#""valueInteger":1,"valueDecimal":1"#),
            format!("a: '{url}' has a value that can't be read: it has two values"),
        ),
        (
            min(r#""valueInteger":1,"_valueInteger":{}"#),
            "a: 'Questionnaire.item[0].extension[0]._valueInteger' is not understood".to_owned(),
        ),
        (
            min(r#""valueInteger":1,"value":2"#),
            format!(
                "a: '{url}' has a value that can't be read: it has two values; a: \
                 'Questionnaire.item[0].extension[0].value' is not understood"
            ),
        ),
        (
            min(r#""valueInteger":1,"extension":[{"url":"unless","valueString":"x"}]"#),
            format!("a: '{url}.unless' is not understood"),
        ),
        (
            format!("{},{}", min(r#""valueInteger":1"#), min(r#""valueInteger":2"#)),
            format!("a: '{url}' is given twice"),
        ),
        (
            rule("r", "true").replace("message", "massage"),
            "a: 'urn:portal:forms:rule.massage' is not understood; a: rule 'r': it needs an id, an expression, a \
             message and, if any, a severity of error, warning or information"
                .to_owned(),
        ),
        (
            rule("r", "true").replace("[{", r#"[{"url":"serverity","valueCode":"warning"},{"#),
            "a: 'urn:portal:forms:rule.serverity' is not understood".to_owned(),
        ),
        (
            rule("r", "true").replace("[{", r#"[{"url":"id","valueId":"s"},{"#),
            "a: 'urn:portal:forms:rule.id' is given twice".to_owned(),
        ),
        (
            hl7("translation", r#""extension":[]"#),
            "a: 'http://hl7.org/fhir/StructureDefinition/translation' means nothing on an item".to_owned(),
        ),
        (
            hl7("questionnaire-optionExclusive", r#""valueBoolean":true"#),
            "a: 'http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive' means nothing on an item"
                .to_owned(),
        ),
        (
            r#"{"valueBoolean":true}"#.to_owned(),
            "a: 'Questionnaire.item[0].extension[0].url' has a value that can't be read: it is missing; not".to_owned(),
        ),
    ] {
        let json = questionnaire(&item("a", "string", &format!(r#""extension":[{extensions}]"#)));
        let found = refusal(&json);
        match expected.strip_suffix("; not") {
            Some(first) => assert!(found.starts_with(first), "{found}"),
            None => assert_eq!(found, expected, "{json}"),
        }
    }
}

#[test]
fn an_extension_means_something_only_where_it_is_read() {
    let hidden = hl7("questionnaire-hidden", r#""valueBoolean":true"#);
    let misplaced = "'http://hl7.org/fhir/StructureDefinition/questionnaire-hidden' means nothing on";
    for (more, on) in [
        (format!(r#""answerOption":[{{"valueInteger":1,"extension":[{hidden}]}}]"#), "an answer option"),
        (format!(r#""_text":{{"extension":[{hidden}]}}"#), "words"),
        (
            format!(
                r#""enableWhen":[{{"question":"b","operator":"exists","answerBoolean":true,"extension":[{hidden}]}}]"#
            ),
            "this element",
        ),
        (
            format!(r#""answerOption":[{{"valueCoding":{{"code":"x","extension":[{hidden}]}}}}]"#),
            "this element",
        ),
    ] {
        let json = questionnaire(&[item("a", "choice", &more), item("b", "string", "")].join(","));
        assert_eq!(refusal(&json), format!("a: {misplaced} {on}"), "{json}");
    }
    let on_form = format!(r#"{{"resourceType":"Questionnaire","extension":[{hidden}]}}"#);
    assert_eq!(refusal(&on_form), format!("{misplaced} the form"));
}

#[test]
fn limits_on_types_that_are_not_held_to_them() {
    let sdc = |name: &str| format!("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{name}");
    let plain = |name: &str| format!("http://hl7.org/fhir/StructureDefinition/{name}");
    for (kind, on, url, value) in [
        ("boolean", "a boolean", plain("minLength"), r#""valueInteger":1"#),
        ("integer", "an integer", plain("minLength"), r#""valueInteger":1"#),
        ("choice", "a choice", plain("minLength"), r#""valueInteger":1"#),
        ("date", "a date", plain("regex"), r#""valueString":".*""#),
        ("decimal", "a decimal", plain("regex"), r#""valueString":".*""#),
        ("choice", "a choice", plain("regex"), r#""valueString":".*""#),
        ("string", "a string", plain("minValue"), r#""valueInteger":1"#),
        ("boolean", "a boolean", plain("maxValue"), r#""valueInteger":1"#),
        ("attachment", "an attachment", plain("maxValue"), r#""valueInteger":1"#),
        ("string", "a string", plain("maxDecimalPlaces"), r#""valueInteger":1"#),
        ("date", "a date", plain("maxDecimalPlaces"), r#""valueInteger":1"#),
        ("string", "a string", plain("maxSize"), r#""valueDecimal":1"#),
        ("reference", "a reference", plain("mimeType"), r#""valueCode":"image/png""#),
        ("display", "a display", plain("questionnaire-minOccurs"), r#""valueInteger":1"#),
        ("display", "a display", plain("questionnaire-maxOccurs"), r#""valueInteger":1"#),
        ("string", "a string", plain("questionnaire-unit"), r#""valueCoding":{"code":"h"}"#),
        ("decimal", "a decimal", plain("questionnaire-unitOption"), r#""valueCoding":{"code":"h"}"#),
        ("string", "a string", plain("questionnaire-unitValueSet"), r#""valueCanonical":"urn:v""#),
        ("string", "a string", plain("questionnaire-referenceResource"), r#""valueCode":"Patient""#),
        ("decimal", "a decimal", sdc("minQuantity"), r#""valueQuantity":{"value":1}"#),
        ("integer", "an integer", sdc("maxQuantity"), r#""valueQuantity":{"value":1}"#),
        ("display", "a display", "urn:portal:forms:prefill".to_owned(), r#""valueString":"x""#),
        ("string", "a string", "urn:portal:forms:confirms".to_owned(), r#""valueBoolean":true"#),
    ] {
        check_item(
            kind,
            &format!(r#""extension":[{{"url":"{url}",{value}}}]"#),
            &format!("a: '{url}' means nothing on {on}"),
        );
    }
    for (kind, on) in [
        ("boolean", "a boolean"),
        ("integer", "an integer"),
        ("decimal", "a decimal"),
        ("date", "a date"),
        ("choice", "a choice"),
        ("attachment", "an attachment"),
        ("display", "a display"),
    ] {
        check_item(kind, r#""maxLength":5"#, &format!("a: 'maxLength' means nothing on {on}"));
    }
    for kind in ["string", "text", "url", "open-choice"] {
        check_item(kind, r#""maxLength":5"#, "understood");
    }
    for length in ["0", "-1"] {
        check_item(
            "string",
            &format!(r#""maxLength":{length}"#),
            "a: 'maxLength' has a value that can't be read: a length of at least 1 is needed",
        );
    }
}

#[test]
fn expressions_that_only_make_something_of_the_answers() {
    let sdc = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";
    let expression = r#""valueExpression":{"language":"text/fhirpath","expression":"1"}"#;
    for (name, value) in [
        ("itemExtractionContext", expression),
        ("definitionExtractValue", r#""extension":[{"url":"expression","valueExpression":{}}]"#),
        ("templateExtractContext", expression),
        ("templateExtractValue", r#""valueString":"x""#),
        ("extractAllocateId", r#""valueString":"x""#),
        ("observationExtract", r#""valueBoolean":true"#),
        ("targetStructureMap", r#""valueCanonical":"urn:m""#),
    ] {
        let extension = format!(r#""extension":[{{"url":"{sdc}{name}",{value}}}]"#);
        check_item("string", &extension, "understood");
        let json = format!(r#"{{"resourceType":"Questionnaire",{extension}}}"#);
        assert_eq!(refusal(&json), "understood", "{json}");
    }
    for name in [
        "calculatedExpression",
        "initialExpression",
        "enableWhenExpression",
        "answerExpression",
        "itemPopulationContext",
        "candidateExpression",
        "contextExpression",
    ] {
        check_item(
            "string",
            &format!(r#""extension":[{{"url":"{sdc}{name}",{expression}}}]"#),
            &format!("a: expression extension '{sdc}{name}' is not understood"),
        );
    }
    for hidden in [
        r#"{"url":"urn:x","extension":[{"url":"y","extension":[{"url":"z","value\u0045xpression":{}}]}]}"#,
        r#"{"url":"urn:x","valueString":"a","_valueString":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression"}]}}"#,
        r#"{"url":"urn:x","_valueExpression":{}}"#,
    ] {
        check_item(
            "string",
            &format!(r#""extension":[{hidden}]"#),
            "a: expression extension 'urn:x' is not understood",
        );
    }
    check_item(
        "string",
        r#""_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression","valueExpression":{}}]}"#,
        "a: expression extension 'http://hl7.org/fhir/StructureDefinition/cqf-expression' is not understood",
    );
}

#[test]
fn help_below_words_to_read() {
    let control = |code: &str| {
        hl7(
            "questionnaire-itemControl",
            &format!(r#""valueCodeableConcept":{{"coding":[{{"code":"{code}"}}]}}"#),
        )
    };
    let below = |kind: &str, code: &str| {
        format!(r#""item":[{}]"#, item("b", kind, &format!(r#""extension":[{}]"#, control(code))))
    };
    check_item("display", &below("display", "help"), "understood");
    for (kind, code) in [("display", "page"), ("string", "help"), ("group", "help")] {
        let json = questionnaire(&item("a", "display", &below(kind, code)));
        assert!(refusal(&json).starts_with("a: a display item can't have children"), "{json}");
    }
}

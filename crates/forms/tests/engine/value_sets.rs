//! Value sets that come with a form: read where every concept is listed, and refused by name otherwise.

use crate::understood::refusal;
use crate::writing::item;

/// A form with one contained value set.
fn contained(value_set: &str) -> String {
    format!(
        r##"{{"resourceType":"Questionnaire","contained":[{{"resourceType":"ValueSet","id":"v",{value_set}}}],"item":[{{"linkId":"a","type":"choice","answerValueSet":"#v"}}]}}"##
    )
}

const CONCEPT: &str = r#"{"code":"x","display":"X"}"#;

pub fn composed(include: &str) -> String {
    contained(&format!(r#""compose":{{"include":[{include}]}}"#))
}

pub fn expanded(more: &str) -> String {
    contained(&format!(
        r#""expansion":{{"contains":[{{"system":"urn:c",{}}}]{more}}}"#,
        &CONCEPT[1..CONCEPT.len() - 1]
    ))
}

#[test]
fn value_sets_and_their_concepts() {
    let at = |place: &str| format!("'Questionnaire.contained[0].{place}' is not understood");
    let listed = |more: &str| composed(&format!(r#"{{"system":"urn:c","concept":[{{"code":"x"{more}}}]}}"#));
    let included = |more: &str| composed(&format!(r#"{{"system":"urn:c","concept":[{CONCEPT}]{more}}}"#));
    for (json, place) in [
        (listed(r#","codee":"y""#), "compose.include[0].concept[0].codee"),
        (listed(r#","_code":{}"#), "compose.include[0].concept[0]._code"),
        (listed(r#","system":"urn:d""#), "compose.include[0].concept[0].system"),
        (listed(r#","abstract":true"#), "compose.include[0].concept[0].abstract"),
        (listed(r#","contains":[]"#), "compose.include[0].concept[0].contains"),
        (listed(r#","concept":[]"#), "compose.include[0].concept[0].concept"),
        (listed(r#","designation":[{"lang":"fr"}]"#), "compose.include[0].concept[0].designation[0].lang"),
        (included(r#","_system":{}"#), "compose.include[0]._system"),
        (included(r#","filters":[]"#), "compose.include[0].filters"),
        (included(r#","valueset":[]"#), "compose.include[0].valueset"),
        (included(r#","copyright":"x""#), "compose.include[0].copyright"),
        (included(r#","filter":[{"prop":"x"}]"#), "compose.include[0].filter[0].prop"),
        (contained(r#""compose":{"includes":[]}"#), "compose.includes"),
        (contained(r#""composed":{}"#), "composed"),
        (contained(r#""_compose":{}"#), "_compose"),
        (contained(r#""scope":{}"#), "scope"),
        (expanded(r#","next":"urn:x""#), "expansion.next"),
        (expanded(r#","_total":{}"#), "expansion._total"),
        (expanded(r#","parameter":[{"nam":"x"}]"#), "expansion.parameter[0].nam"),
    ] {
        let found = refusal(&json);
        let first = found.split("; ").next().unwrap_or_default();
        assert_eq!(first, at(place), "{json}");
    }
}

#[test]
fn value_sets_that_cannot_be_chosen_from() {
    let of = |concepts: &str| composed(&format!(r#"{{"system":"urn:c","concept":[{concepts}]}}"#));
    let bad = |why: &str| format!("a: '#v' has a value that can't be read: {why}");
    let listed = "its concepts are not listed one by one";
    let part = "its expansion is only a part of it";
    for (json, why) in [
        (contained(r#""status":"active""#), "it has neither compose nor expansion"),
        (contained(r#""compose":{"include":[]}"#), "it has no concepts"),
        (contained(r#""expansion":{"contains":[]}"#), "it has no concepts"),
        (of(""), listed),
        (composed(r#"{"system":"urn:c"}"#), listed),
        (composed(&format!(r#"{{"system":"urn:c","concept":[{CONCEPT}],"valueSet":["urn:v"]}}"#)), listed),
        (of(&format!("{CONCEPT},{CONCEPT}")), "'x' is listed twice"),
        (of(r#"{"display":"X"}"#), "one of its concepts has no code"),
        (of(r#"{"code":""}"#), "one of its concepts has no code"),
        (composed(&format!(r#"{{"concept":[{CONCEPT}]}}"#)), "'x' is a code of no system"),
        (expanded(r#","total":2"#), part),
        (expanded(r#","offset":1"#), part),
        (expanded(r#","parameter":[{"name":"count","valueInteger":1}]"#), part),
        (expanded(r#","parameter":[{"name":"filter","valueString":"x"}]"#), part),
        (expanded(r#","parameter":[{"name":"limitedExpansion","valueBoolean":true}]"#), part),
        (
            contained(r#""expansion":{"contains":[{"system":"urn:c","code":"x","inactive":true}]}"#),
            "it holds concepts that are no longer in use",
        ),
        (contained(r#""expansion":{"contains":[{"code":"x"}]}"#), "'x' is a code of no system"),
        (
            contained(&format!(
                r#""compose":{{"include":[{{"system":"urn:c","concept":[{CONCEPT}]}}],"exclude":[{{"system":"urn:c"}}]}}"#
            )),
            "it excludes concepts",
        ),
    ] {
        assert_eq!(refusal(&json), bad(why), "{json}");
    }
    assert_eq!(
        refusal(&expanded(
            r#","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/valueset-unclosed","valueBoolean":true}]"#
        )),
        "extension 'http://hl7.org/fhir/StructureDefinition/valueset-unclosed' changes what the form means and is not \
         understood"
    );
}

#[test]
fn another_version_of_a_value_set() {
    let sets = |sets: &[(&str, &str)], named: &str| {
        let sets: Vec<String> = sets.iter().map(|(id, version)| format!(
            r#"{{"resourceType":"ValueSet","id":"{id}","url":"urn:v",{version}"compose":{{"include":[{{"system":"urn:c","concept":[{CONCEPT}]}}]}}}}"#
        )).collect();
        let a = item("a", "choice", &format!(r#""answerValueSet":"{named}""#));
        refusal(&format!(
            r#"{{"resourceType":"Questionnaire","contained":[{}],"item":[{a}]}}"#,
            sets.join(",")
        ))
    };
    let (one, two) = (r#""version":"1","#, r#""version":"2","#);
    for (given, named, expected) in [
        (&[("v", one)][..], "urn:v", "understood"),
        (&[("v", one)], "urn:v|1", "understood"),
        (&[("v", one)], "#v", "understood"),
        (
            &[("v", one)],
            "urn:v|2",
            "a: 'urn:v|2' has a value that can't be read: it is there in another version",
        ),
        (
            &[("v", "")],
            "urn:v|1",
            "a: 'urn:v|1' has a value that can't be read: it is there in another version",
        ),
        (&[("v", one)], "#v|2", "a: '#v|2' has a value that can't be read: it is there in another version"),
        (&[("v", one), ("w", two)], "urn:v|2", "understood"),
        (
            &[("v", one), ("w", two)],
            "urn:v",
            "a: 'urn:v' has a value that can't be read: there are several versions of it",
        ),
        (&[("v", one), ("w", one)], "#v", "'urn:v' is given twice"),
        (&[("v", one)], "#w", "a: value set '#w' is neither contained in the form nor known"),
        (&[], "http://hl7.org/fhir/ValueSet/item-type|4.0.1", "understood"),
        (
            &[],
            "http://hl7.org/fhir/ValueSet/item-type|5.0.0",
            "a: value set 'http://hl7.org/fhir/ValueSet/item-type|5.0.0' is neither contained in the form nor known",
        ),
    ] {
        assert_eq!(sets(given, named), expected, "{named} among {given:?}");
    }
}

//! A realistic form of any size, for benchmarks and property tests: sections with questions of every common type,
//! conditions within and across sections, nested repeats, rules and help.

use std::fmt::Write as _;

/// The canonical address of synthetic forms.
pub const URL: &str = "urn:portal:forms:synthetic";

/// Items in one full section, its group included.
const SECTION: usize = 25;

/// The JSON of a form with exactly this many items (at least one).
pub fn synthetic(items: usize) -> String {
    let mut left = items.max(1);
    let mut sections = Vec::new();
    while left > 0 {
        let count = left.min(SECTION);
        sections.push(section(sections.len(), count));
        left -= count;
    }
    let options: Vec<String> =
        (0..12).map(|code| format!(r#"{{"code":"c{code}","display":"Choice {code}"}}"#)).collect();
    format!(
        r##"{{"resourceType":"Questionnaire","url":"{URL}","version":"1","status":"active","contained":[{{"resourceType":"ValueSet","id":"list","compose":{{"include":[{{"system":"urn:list","concept":[{}]}}]}}}}],"item":[{}]}}"##,
        options.join(","),
        sections.join(",")
    )
}

/// One section with this many items. Its parts are added whole, in an order in which a short section is one too.
fn section(number: usize, count: usize) -> String {
    let s = format!("S{number}");
    let across = if number == 0 {
        String::new()
    } else {
        let before = number - 1;
        format!(
            r#""enableWhen":[{{"question":"S{before}.gate","operator":"!=","answerBoolean":false}},{{"question":"S{before}.gate","operator":"exists","answerBoolean":false}}],"enableBehavior":"any","#
        )
    };
    let parts = parts(&s);
    let mut left = count - 1;
    let mut children = Vec::new();
    for (size, json) in parts {
        if size <= left {
            left -= size;
            children.push(json);
        }
    }
    for filler in 0..left {
        children.push(question(&format!("{s}.filler{filler}"), "string", r#","maxLength":100"#));
    }
    let mut json = String::new();
    let _ = write!(
        json,
        r#"{{{across}"linkId":"{s}","type":"group","text":"Section {number}","item":[{}]}}"#,
        children.join(",")
    );
    json
}

fn question(link_id: &str, kind: &str, more: &str) -> String {
    format!(r#"{{"linkId":"{link_id}","type":"{kind}","text":"Question {link_id}"{more}}}"#)
}

fn extension(name: &str, value: &str) -> String {
    format!(r#"{{"url":"http://hl7.org/fhir/StructureDefinition/{name}",{value}}}"#)
}

/// The parts of a section, each with how many items it has.
fn parts(s: &str) -> Vec<(usize, String)> {
    let when = |question: &str, value: &str| {
        format!(r#","enableWhen":[{{"question":"{question}","operator":"=",{value}}}]"#)
    };
    let gated = when(&format!("{s}.gate"), r#""answerBoolean":true"#);
    let range = format!(
        r#","extension":[{},{}]"#,
        extension("minValue", r#""valueInteger":0"#),
        extension("maxValue", r#""valueInteger":168"#)
    );
    let places = format!(r#","extension":[{}]"#, extension("maxDecimalPlaces", r#""valueInteger":2"#));
    let help = question(
        &format!("{s}.help"),
        "display",
        r#","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl","valueCodeableConcept":{"coding":[{"code":"help"}]}}]"#,
    );
    let rule = format!(
        r#","extension":[{{"url":"urn:portal:forms:rule","extension":[{{"url":"id","valueId":"{s}-sum"}},{{"url":"expression","valueString":"{{{s}.a}} + {{{s}.b}} = 100"}},{{"url":"message","valueString":"Must add up to 100"}}]}}]"#
    );
    let other = when(&format!("{s}.choice"), r#""answerCoding":{"system":"urn:list","code":"c3"}"#);
    let regex = format!(r#","extension":[{}]"#, extension("regex", r#""valueString":"\\d{5,6}""#));
    vec![
        (2, question(&format!("{s}.gate"), "boolean", &format!(r#","required":true,"item":[{help}]"#))),
        (1, question(&format!("{s}.why"), "text", &format!(r#","required":true,"maxLength":2000{gated}"#))),
        (1, question(&format!("{s}.choice"), "choice", r##","answerValueSet":"#list","required":true"##)),
        (1, question(&format!("{s}.other"), "string", &format!(r#","maxLength":100{other}"#))),
        (1, question(&format!("{s}.hours"), "integer", &range)),
        (1, question(&format!("{s}.a"), "decimal", &places)),
        (1, question(&format!("{s}.b"), "decimal", &rule)),
        (6, details(s, &gated)),
        (1, question(&format!("{s}.number"), "string", &regex)),
        (1, question(&format!("{s}.many"), "choice", r##","repeats":true,"answerValueSet":"#list""##)),
        (1, question(&format!("{s}.on"), "date", "")),
        (3, nested(s)),
    ]
}

/// A repeating group with a repeating group within, and conditions in each.
fn details(s: &str, gated: &str) -> String {
    let inner = format!(
        r#","repeats":true,"item":[{},{}]"#,
        question(&format!("{s}.paper.kind"), "string", r#","required":true"#),
        question(
            &format!("{s}.paper.seen"),
            "boolean",
            &format!(r#","enableWhen":[{{"question":"{s}.case.open","operator":"=","answerBoolean":true}}]"#)
        )
    );
    let items = [
        question(&format!("{s}.case.open"), "boolean", r#","required":true"#),
        question(
            &format!("{s}.case.end"),
            "date",
            &format!(
                r#","required":true,"enableWhen":[{{"question":"{s}.case.open","operator":"=","answerBoolean":false}}]"#
            ),
        ),
        question(&format!("{s}.paper"), "group", &inner),
    ];
    let more = format!(r#","repeats":true,"required":true{gated},"item":[{}]"#, items.join(","));
    question(&format!("{s}.case"), "group", &more)
}

/// A repeating question with a question below each answer, and one that looks at all of them.
fn nested(s: &str) -> String {
    let below = question(&format!("{s}.place.hours"), "integer", r#","required":true"#);
    let place = question(&format!("{s}.place"), "string", &format!(r#","repeats":true,"item":[{below}]"#));
    let busy = question(
        &format!("{s}.busy"),
        "string",
        &format!(r#","enableWhen":[{{"question":"{s}.place.hours","operator":">","answerInteger":40}}]"#),
    );
    format!("{place},{busy}")
}

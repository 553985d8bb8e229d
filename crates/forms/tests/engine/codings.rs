//! Which codings are the same: by system and code, and without a code by their words.

use portal_forms::{Form, Value};

use crate::outcomes::{answered, check};
use crate::writing::{at, blank, code, form, item, one, questionnaire, rule};

/// A choice among these codings, several at once.
fn choice(codings: &[&str]) -> String {
    let options: Vec<String> =
        codings.iter().map(|coding| format!(r#"{{"valueCoding":{{{coding}}}}}"#)).collect();
    item("q", "choice", &format!(r#""repeats":true,"answerOption":[{}]"#, options.join(",")))
}

#[test]
fn an_option_without_a_code_is_what_its_words_say() {
    let trees = [
        r#""display":"Oak""#,
        r#""display":"Elm""#,
        r#""system":"urn:c","display":"Ash""#,
        r#""code":"fir""#,
    ];
    for (given, is_one) in [
        (r#""display":"Oak""#, true),
        (r#""display":"Elm""#, true),
        (r#""display":"Yew""#, false),
        (r#""system":"urn:c","display":"Ash""#, true),
        (r#""display":"Ash""#, false),
        (r#""system":"urn:c","display":"Oak""#, false),
        (r#""code":"oak","display":"Oak""#, false),
        (r#""code":"fir","display":"Fir""#, true),
        (r#""code":"fir""#, true),
        (r#""system":"urn:c","code":"fir""#, false),
    ] {
        let expected: &[_] = if is_one { &[] } else { &[("invalidAnswerOption", "item[0].answer[0]")] };
        let value = format!(r#""valueCoding":{{{given}}}"#);
        check(&choice(&trees), &answered("q", &[&value]), expected);
    }
}

#[test]
fn a_long_list_is_searched_as_a_short_one() {
    let many: Vec<String> = (0..100).map(|n| format!(r#""display":"Tree {n}""#)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let form = form(&choice(&many));
    let options = form.item("q").unwrap().options.as_ref().unwrap();
    for (words, is_one) in [("Tree 0", true), ("Tree 99", true), ("Tree 100", false), ("", false)] {
        let coding = portal_forms::Coding { display: Some(words.to_owned()), ..Default::default() };
        assert_eq!(options.contains(&Value::Coding(coding)), is_one, "{words}");
    }
    assert!(!options.contains(&code("Tree 0")), "words are no code");
}

#[test]
fn a_rule_knows_no_code_of_a_coding_in_words() {
    let carrier = item("r", "string", &format!(r#""extension":[{}]"#, rule("is-b", "{q} = 'b'")));
    let json = questionnaire(&[item("q", "choice", ""), carrier].join(","));
    let form = std::sync::Arc::new(Form::parse(json.as_bytes()).unwrap());
    let mut evaluation = blank(&form);
    let oak = portal_forms::Coding { display: Some("Oak".to_owned()), ..Default::default() };
    evaluation.set(&at("q"), one(Value::Coding(oak)));
    assert!(evaluation.is_valid(), "it is unknown, not another code");
    evaluation.set(&at("q"), one(code("a")));
    assert!(!evaluation.is_valid());
}

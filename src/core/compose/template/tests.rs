//! Templates: tables of texts, and what holds for any text.

use proptest::prelude::*;

use super::{Filling, Template, TemplateError, TemplateProblem, fill_in};
use crate::codec::json::{Path, PathProblem};
use crate::codec::{base64, hex};
use crate::compose::{Meaning, Values};
use crate::time::Micros;

fn own(values: &[(&str, &str)]) -> Values {
    Values(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn with_filling<T>(own: &Values, use_it: impl FnOnce(&mut Filling<'_>) -> T) -> T {
    let mut rng = fastrand::Rng::with_seed(7);
    let last = [(Path::parse("$.s").unwrap(), "42".to_owned())];
    let now = Micros(1_700_000_000_123_456);
    use_it(&mut Filling { now, rng: &mut rng, seq: 9, nonce: "n-1", last: &last, own })
}

fn parse(text: &str) -> Result<Template, TemplateError> {
    Template::parse(text, Meaning::Text)
}

fn filled(template: &Template) -> String {
    let own = own(&[("host", "h.example"), ("empty", ""), ("tricky", "{{seq}}\\{{host}}")]);
    with_filling(&own, |filling| template.fill(filling))
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(parse(text).map(|template| filled(&template)), Ok(expected.to_owned()), "{text}");
}

#[track_caller]
fn check_error(text: &str, column: usize, kind: TemplateProblem) {
    let error = parse(text).map_err(|TemplateError { place, kind }| (place.column, kind));
    assert_eq!(error, Err((column, kind)), "{text}");
}

#[test]
fn fills_variables() {
    check("{{timestamp}}|{{timestamp_ms}}", "1700000000|1700000000123");
    check("{{seq}}{{ seq }} {{nonce}}", "99 n-1");
    check("{\"op\":1,\"d\":{{last:$.s}}}", "{\"op\":1,\"d\":42}");
    check("{{ last : s }}{{last:$.t}}", "42null");
    check("{\"type\":6}{{char:1e}}", "{\"type\":6}\u{1e}");
    check("{{char: 1F600 }}{{char:a}}", "😀\n");
    check("{{random:3-3}} {{random: -3 - -3 }}", "3 -3");
    check("{{iso}}", "2023-11-14T22:13:20.123Z");
    check("{{random:-9223372036854775808--9223372036854775808}}", "-9223372036854775808");
}

#[test]
fn own_variables_stand_for_literal_text() {
    check("ws://{{host}}/{{ host }}{{empty}}", "ws://h.example/h.example");
    check("{{tricky}}", "{{seq}}\\{{host}}");
    check("{{ nobody }} {{Seq}}", "{{ nobody }} {{Seq}}");
}

#[test]
fn only_two_opening_braces_open() {
    check("", "");
    check("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":1}}");
    check("}} { { {", "}} { { {");
    check("{\"a\":{\"b\":{{seq}}}}", "{\"a\":{\"b\":9}}");
    check("\\{{seq}} \\{", "{{seq}} \\{");
    check("\\\\{{", "\\{{");
    check("\\{{{{seq}}", "{{9");
    check("ก{{char:5c}}{{seq}}", "ก\\9");
}

#[test]
fn random_values_have_their_form() {
    let value = |text: &str| filled(&parse(text).unwrap());
    let uuid = value("{{uuid}}");
    let form: String =
        uuid.chars().map(|digit| if digit.is_ascii_hexdigit() { 'x' } else { digit }).collect();
    assert_eq!(form, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    assert_eq!(&uuid[14..15], "4");
    assert!("89ab".contains(&uuid[19..20]), "{uuid}");
    assert_ne!(value("{{uuid}}{{uuid}}")[..36], value("{{uuid}}{{uuid}}")[36..]);

    let hex = value("{{random_hex:4096}}");
    assert_eq!(hex.len(), 4096);
    assert!(hex.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')));

    let dice = value(&"{{random:-5-5}} ".repeat(500));
    let mut thrown: Vec<i64> = dice.split_whitespace().map(|number| number.parse().unwrap()).collect();
    thrown.sort_unstable();
    thrown.dedup();
    assert_eq!(thrown, (-5..=5).collect::<Vec<_>>());
}

#[test]
fn mistakes_are_found_in_reading() {
    let unknown = |name: &str| TemplateProblem::UnknownName(name.to_owned());
    check_error("ab{{seq", 3, TemplateProblem::Unclosed);
    check_error("{{seq}} {{", 9, TemplateProblem::Unclosed);
    check_error("ก {{ Se q }}", 3, unknown("Se q"));
    check_error("{{host:1}}", 1, unknown("host"));
    check_error("{{}}", 1, unknown(""));
    check_error("{{\"a\":1}}", 1, unknown("\"a\""));
    check_error(&format!("{{{{{}}}}}", "x".repeat(100)), 1, unknown(&"x".repeat(64)));
    check_error("{{uuid:4}}", 1, TemplateProblem::NeedlessArgument);
    for argument in
        ["", ":", ":1", ":1-", ":-1", ":6-1", ":1.5-2", ":1-99999999999999999999", ":a-b", ":ก-1", ":--"]
    {
        check_error(&format!("{{{{random{argument}}}}}"), 1, TemplateProblem::BadRange);
    }
    for argument in ["", ":", ":0", ":4097", ":-1", ":f"] {
        check_error(&format!("{{{{random_hex{argument}}}}}"), 1, TemplateProblem::BadDigits);
    }
    for argument in ["", ":", ":0", ":4097", ":-1", ":f"] {
        let text = format!("a {{{{bytes{argument}}}}}");
        let kind = |meaning| Template::parse(&text, meaning).unwrap_err().kind;
        assert_eq!(kind(Meaning::Hex), TemplateProblem::BadBytes, "{text}");
        assert_eq!(kind(Meaning::Base64), TemplateProblem::BadBytes, "{text}");
    }
    check_error("a {{bytes:4}}", 3, TemplateProblem::BytesInText);
    for argument in ["", ":", ":d800", ":110000", ":g", ":-1"] {
        check_error(&format!("{{{{char{argument}}}}}"), 1, TemplateProblem::BadCharacter);
    }
    check_error("x{{last}}", 8, TemplateProblem::BadPath(PathProblem::Empty));
    check_error("ก{{last: $.a[x] }}", 13, TemplateProblem::BadPath(PathProblem::NeitherItemNorKey));
}

#[test]
fn says_what_it_needs() {
    let template = parse("{{last:a}}{{seq}}{{last:b}}").unwrap();
    assert_eq!(
        template.last_paths().collect::<Vec<_>>(),
        [&Path::parse("a").unwrap(), &Path::parse("b").unwrap()]
    );
    assert!(!template.uses_nonce());
    assert!(parse("[{{nonce}}]").unwrap().uses_nonce());
    let is_fixed = |text| parse(text).unwrap().is_fixed();
    assert_eq!([is_fixed("a\\{{b"), is_fixed(""), is_fixed("{{seq}}")], [true, true, false]);
    let uses_own = |text| parse(text).unwrap().uses_own();
    assert_eq!([uses_own("{{seq}}"), uses_own("{{seq}}{{a}}")], [false, true]);
}

#[test]
fn bytes_are_written_as_the_text_is_meant() {
    let value = |meaning| filled(&Template::parse("{{bytes:4096}}{{bytes:1}}", meaning).unwrap());
    let bytes = hex::decode(&value(Meaning::Hex)).unwrap();
    assert_eq!(bytes.len(), 4097);
    let text = filled(&Template::parse("{{bytes:16}}", Meaning::Base64).unwrap());
    assert_eq!(base64::decode(&text).unwrap().len(), 16);
    let all: String = value(Meaning::Base64);
    assert_eq!(all.len(), 4096_usize.div_ceil(3) * 4 + 4);
}

#[test]
fn the_first_variable_without_a_value_is_told_at_its_place() {
    let check = |text: &str, expected: Option<(usize, &str)>| {
        let error = parse(text).unwrap().unknown(&own(&[("a", "{{b}}")]));
        let found = error.map(|TemplateError { place, kind }| (place.column, kind));
        let expected = expected.map(|(at, name)| (at, TemplateProblem::UnknownName(name.to_owned())));
        assert_eq!(found, expected, "{text}");
    };
    check("{{a}} {{seq}} \\{{c}}", None);
    check("ก{{a}}{{ b }}{{c}}", Some((7, "b")));
}

#[test]
fn a_line_is_filled_in_or_told_to_be_wrong() {
    let fill = |text: &str| {
        let filled = with_filling(&own(&[("a", "{{b}}")]), |filling| fill_in(text, filling));
        filled.map_err(|error| (error.place.column, error.kind))
    };
    assert_eq!(fill("ws://{{a}}/{{seq}}"), Ok("ws://{{b}}/9".to_owned()));
    assert_eq!(fill("ws://{{b}}"), Err((6, TemplateProblem::UnknownName("b".to_owned()))));
    assert_eq!(fill("ws://{{"), Err((6, TemplateProblem::Unclosed)));
    assert_eq!(fill("{{bytes:4}}"), Err((1, TemplateProblem::BytesInText)));
}

#[test]
fn escapes_as_little_as_it_takes() {
    let check = |text: &str, expected: &str| assert_eq!(Template::escape(text), expected);
    check("{\"a\":{\"b\":\"\\n\"}}", "{\"a\":{\"b\":\"\\n\"}}");
    check("a {{b}} {{", "a \\{{b}} \\{{");
    check("{{{", "\\{{{");
    check("\\{{b", "{{char:5c}}\\{{b");
    check("{\\{{", "{{char:7b}}{{char:5c}}\\{{");
}

proptest! {
    #[test]
    fn text_without_opening_braces_stays(text in "([^{]|\\{[^{]){0,20}") {
        prop_assert_eq!(filled(&parse(&text).unwrap()), text);
    }

    #[test]
    fn any_text_and_any_values_have_an_answer(
        text in r"(\{\{|\}\}|\\|:|[-a0ก$.\[]|random|last|char|seq|bytes| ){0,12}",
        value in r"(\{\{|\}\}|\\|a|ก){0,6}",
        meaning in prop::sample::select(vec![Meaning::Text, Meaning::Json, Meaning::Hex, Meaning::Base64]),
    ) {
        let values = own(&[("a", &value)]);
        if let Ok(template) = Template::parse(&text, meaning) {
            let filled = with_filling(&values, |filling| template.fill(filling));
            // A shortest variable has five bytes; no built-in one that can be written here stands for more than 200.
            prop_assert!(filled.len() <= text.len() + text.len() / 5 * value.len().max(200));
            if template.unknown(&values).is_none() && template.is_fixed() {
                prop_assert_eq!(filled.len() + text.matches("\\{{").count(), text.len());
            }
        }
    }

    #[test]
    fn what_is_escaped_stays(text in r"(\{|\\|\{\{|\}\}|seq|a|ก){0,16}") {
        let escaped = Template::escape(&text);
        let template = parse(&escaped);
        prop_assert_eq!(template.map(|template| filled(&template)), Ok(text), "{}", escaped);
    }

    #[test]
    fn any_text_escaped_stays(text: String) {
        prop_assert_eq!(parse(&Template::escape(&text)).map(|template| filled(&template)), Ok(text));
    }

    #[test]
    fn a_random_number_keeps_its_range(a: i64, b: i64) {
        let (least, most) = (a.min(b), a.max(b));
        let number = filled(&parse(&format!("{{{{random:{least}-{most}}}}}")).unwrap());
        prop_assert!((least..=most).contains(&number.parse().unwrap()));
    }
}

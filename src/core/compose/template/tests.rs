//! Templates: tables of texts, and what holds for any text.

use proptest::prelude::*;

use super::{Filling, Template, TemplateError, TemplateProblem};
use crate::codec::json::{Path, PathProblem};
use crate::time::Micros;

fn filled(template: &Template) -> String {
    let mut rng = fastrand::Rng::with_seed(7);
    let last = [(Path::parse("$.s").unwrap(), "42".to_owned())];
    let now = Micros(1_700_000_000_123_456);
    template.fill(&mut Filling { now, rng: &mut rng, seq: 9, nonce: "n-1", last: &last })
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(Template::parse(text).map(|template| filled(&template)), Ok(expected.to_owned()), "{text}");
}

#[track_caller]
fn check_error(text: &str, column: usize, kind: TemplateProblem) {
    let error = Template::parse(text).map_err(|TemplateError { place, kind }| (place.column, kind));
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
    check("{{random:-9223372036854775808--9223372036854775808}}", "-9223372036854775808");
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
    let value = |text: &str| filled(&Template::parse(text).unwrap());
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
    check_error("ก {{ Seq }}", 3, unknown("Seq"));
    check_error("{{}}", 1, unknown(""));
    check_error("{{\"a\":1}}", 1, unknown("\"a\""));
    check_error(&format!("{{{{{}}}}}", "x".repeat(100)), 1, unknown(&"x".repeat(32)));
    check_error("{{uuid:4}}", 1, TemplateProblem::NeedlessArgument);
    for argument in
        ["", ":", ":1", ":1-", ":-1", ":6-1", ":1.5-2", ":1-99999999999999999999", ":a-b", ":ก-1", ":--"]
    {
        check_error(&format!("{{{{random{argument}}}}}"), 1, TemplateProblem::BadRange);
    }
    for argument in ["", ":", ":0", ":4097", ":-1", ":f"] {
        check_error(&format!("{{{{random_hex{argument}}}}}"), 1, TemplateProblem::BadDigits);
    }
    for argument in ["", ":", ":d800", ":110000", ":g", ":-1"] {
        check_error(&format!("{{{{char{argument}}}}}"), 1, TemplateProblem::BadCharacter);
    }
    check_error("x{{last}}", 8, TemplateProblem::BadPath(PathProblem::Empty));
    check_error("ก{{last: $.a[x] }}", 13, TemplateProblem::BadPath(PathProblem::NeitherItemNorKey));
}

#[test]
fn says_what_it_needs() {
    let template = Template::parse("{{last:a}}{{seq}}{{last:b}}").unwrap();
    assert_eq!(
        template.last_paths().collect::<Vec<_>>(),
        [&Path::parse("a").unwrap(), &Path::parse("b").unwrap()]
    );
    assert!(!template.uses_nonce());
    assert!(Template::parse("[{{nonce}}]").unwrap().uses_nonce());
    assert_eq!(template.fixed(), None);
    assert_eq!(Template::parse("a\\{{b").unwrap().fixed(), Some("a{{b"));
    assert_eq!(Template::parse("").unwrap().fixed(), Some(""));
}

proptest! {
    #[test]
    fn text_without_opening_braces_stays(text in "([^{]|\\{[^{]){0,20}") {
        prop_assert_eq!(filled(&Template::parse(&text).unwrap()), text);
    }

    #[test]
    fn any_text_has_an_answer(text in r"(\{\{|\}\}|\\|:|[-a0ก$.\[]|random|last|char|seq| ){0,12}") {
        if let Ok(template) = Template::parse(&text) {
            let _ = filled(&template);
        }
    }

    #[test]
    fn what_is_escaped_stays(text in r"(\{\{|\}\}|a|ก){0,12}") {
        prop_assert_eq!(filled(&Template::parse(&text.replace("{{", "\\{{")).unwrap()), text);
    }

    #[test]
    fn a_random_number_keeps_its_range(a: i64, b: i64) {
        let (least, most) = (a.min(b), a.max(b));
        let number = filled(&Template::parse(&format!("{{{{random:{least}-{most}}}}}")).unwrap());
        prop_assert!((least..=most).contains(&number.parse().unwrap()));
    }
}

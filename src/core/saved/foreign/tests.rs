//! Files of other programs, as people have them, and what is carried over of each.
//!
//! The files are made up, in the forms that are found in public repositories.

use proptest::prelude::*;

use super::intake::Intake;
use super::text;
use crate::compose::{Meaning, Template};
use crate::saved::transfer::{self, Import, ImportProblem, LeftOut, Library, Reason, Source};
use crate::saved::{ItemId, Pair, SavedConnection, SavedMessage, Secrecy, Stamp};

const INSOMNIA: &str = include_str!("../../../../tests/fixtures/import/insomnia-v4.json");
const INSOMNIA_YAML: &str = include_str!("../../../../tests/fixtures/import/insomnia-v5.yaml");
const POSTMAN: &str = include_str!("../../../../tests/fixtures/import/postman-v2.1.json");
const POSTMAN_V3: &str = include_str!("../../../../tests/fixtures/import/postman-v3.json");
const POSTMAN_ENVIRONMENT: &str = include_str!("../../../../tests/fixtures/import/postman-environment.json");
const HAR: &str = include_str!("../../../../tests/fixtures/import/devtools.har");

fn pair(name: &str, value: &str, secrecy: Secrecy) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned(), secrecy }
}

#[track_caller]
fn check_left_out(import: &Import, expected: &[(&str, Reason)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(name, reason)| LeftOut { name: (*name).to_owned(), reason: reason.clone() })
        .collect();
    assert_eq!(import.left_out, expected);
}

fn headers(connection: &SavedConnection) -> Vec<(Pair, bool)> {
    connection.profile.headers.iter().map(|header| (header.pair.clone(), header.is_on)).collect()
}

fn variables(import: &Import) -> Vec<Pair> {
    import.variables.iter().map(|(_, pair)| pair.clone()).collect()
}

/// Each message: its name, its text, how it is meant, and the name of its connection.
fn messages(import: &Import) -> Vec<(&str, &str, Meaning, &str)> {
    let owner = |id| import.connections.iter().find(|(other, _)| Some(*other) == id).unwrap().1.name.as_str();
    let mut found = Vec::new();
    for (_, SavedMessage { name, draft, connection, .. }) in &import.messages {
        found.push((name.as_str(), draft.text.as_str(), draft.meaning, owner(*connection)));
    }
    found
}

#[test]
fn an_insomnia_export_is_carried_over() {
    let import = transfer::read(INSOMNIA).unwrap();
    assert_eq!(import.source, Source::Insomnia);
    let names: Vec<_> = import.connections.iter().map(|(_, connection)| connection.name.as_str()).collect();
    assert_eq!(names, ["Echo", "Trades", "Private"], "in the order in which Insomnia shows them");
    let [(_, echo), (_, trades), _] = &import.connections[..] else { panic!("{import:?}") };
    assert_eq!(headers(echo), [(pair("Authorization", "Basic dXNlcjpwYXNz", Secrecy::Fleeting), true)]);
    assert_eq!(trades.group, "Exchange / Market data");
    let address = "{{ws_url}}/v1/btc/usd/trades?since={{timestamp}}&q=a%20b%26c";
    assert_eq!(trades.profile.address, address);
    assert_eq!(trades.profile.subprotocols, "json.v1");
    let expected = [
        (pair("X-Client", "insomnia {{client.name}}", Secrecy::Open), true),
        (pair("X-Session-Token", "9f2c", Secrecy::Fleeting), false),
        (pair("X-Region", "eu", Secrecy::Open), true),
        (pair("Authorization", "Bearer {{token}}", Secrecy::Open), true),
    ];
    assert_eq!(headers(trades), expected);
    let own = [pair("market", "BTC-USD", Secrecy::Open), pair("timestamp_", "never", Secrecy::Open)];
    assert_eq!(trades.profile.variables, own);
    let subscribe = r#"{"id":"{{uuid}}","op":"subscribe","args":["{{market}}"]}"#;
    let template = r"Hello \{{ name | upper }} {% response 'body', 'req_1', 'b64' %} \{{";
    let expected =
        [("Subscribe", subscribe, Meaning::Json, "Trades"), ("Template", template, Meaning::Text, "Trades")];
    assert_eq!(messages(&import), expected);
    let expected = [
        pair("ws_url", "ws://localhost:8080", Secrecy::Open),
        pair("token", "s3cret", Secrecy::Fleeting),
        pair("client.name", "desk", Secrecy::Open),
        pair("client.retries", "3", Secrecy::Open),
        pair("region", "eu", Secrecy::Open),
    ];
    assert_eq!(variables(&import), expected);
    let own = |text: &str| text.to_owned();
    check_left_out(
        &import,
        &[
            ("Base Environment", Reason::Value(own("list"))),
            ("joined", Reason::Value(own("joined"))),
            ("ws_url", Reason::Environment(own("ws_url"))),
            ("Exchange", Reason::Script),
            ("List markets", Reason::Http),
            ("Quote", Reason::Protocol),
            ("Default Jar", Reason::Cookies),
            ("Template", Reason::Variable(own("{{ name | upper }}"))),
            ("Template", Reason::Variable(own("{% response 'body', 'req_1', 'b64' %}"))),
            ("Private", Reason::Authentication(own("oauth2"))),
        ],
    );
}

#[test]
fn a_postman_collection_is_carried_over() {
    let import = transfer::read(POSTMAN).unwrap();
    assert_eq!(import.source, Source::Postman);
    let [(_, join), (_, live)] = &import.connections[..] else { panic!("{import:?}") };
    assert_eq!((join.name.as_str(), join.group.as_str()), ("Join", "Rooms"));
    assert_eq!(join.profile.address, "ws://localhost:3000/rooms/lobby?token={{access_token}}");
    let expected = [
        (pair("Authorization", "Bearer abc", Secrecy::Fleeting), true),
        (pair("X-Trace", "{{uuid}}", Secrecy::Open), false),
    ];
    assert_eq!(headers(join), expected);
    assert_eq!((live.name.as_str(), live.group.as_str()), ("By variable", ""));
    assert_eq!(live.profile.address, "{{base}}/live?api_key=k%201");
    let text = "{\n  \"type\": \"join\",\n  \"room\": \"{{room}}\",\n  \"at\": \"{{iso}}\",\n  \"city\": \"\\{{$randomCity}}\"\n}";
    assert_eq!(messages(&import), [("Join", text, Meaning::Json, "Join")]);
    let expected = [
        pair("base", "wss://chat.example.com", Secrecy::Open),
        pair("access_token", "t0ken", Secrecy::Fleeting),
        pair("room", "7", Secrecy::Open),
    ];
    assert_eq!(variables(&import), expected);
    check_left_out(
        &import,
        &[
            ("odd name", Reason::Value("odd name".to_owned())),
            ("Join", Reason::Script),
            ("Join", Reason::Variable("{{$randomCity}}".to_owned())),
            ("List rooms", Reason::Http),
        ],
    );
}

#[test]
fn a_postman_collection_of_version_3_is_carried_over() {
    let import = transfer::read(POSTMAN_V3).unwrap();
    let [(_, telemetry)] = &import.connections[..] else { panic!("{import:?}") };
    assert_eq!(telemetry.name, "/telemetry");
    assert_eq!(telemetry.profile.address, "wss://stream.example.com/telemetry?unit=km/h");
    assert_eq!(headers(telemetry), [(pair("X-Tenant", "{{tenant}}", Secrecy::Open), true)]);
    let expected = [
        ("Start", r#"{"cmd":"start"}"#, Meaning::Json, "/telemetry"),
        ("Frame", "AQID", Meaning::Base64, "/telemetry"),
    ];
    assert_eq!(messages(&import), expected);
    check_left_out(&import, &[("/chat", Reason::Protocol), ("Quote", Reason::Protocol)]);
}

#[test]
fn a_postman_environment_is_carried_over() {
    let import = transfer::read(POSTMAN_ENVIRONMENT).unwrap();
    let expected = [
        pair("base", "ws://localhost:3000", Secrecy::Open),
        pair("pin", "1234", Secrecy::Fleeting),
        pair("seq_", "5", Secrecy::Open),
    ];
    assert_eq!(variables(&import), expected);
    check_left_out(&import, &[]);
}

#[test]
fn what_is_imported_elsewhere_or_not_at_all_is_told() {
    assert_eq!(transfer::read(INSOMNIA_YAML), Err(ImportProblem::InsomniaYaml));
    let version_5 = r#"{"type":"collection.insomnia.rest/5.0","collection":[]}"#;
    assert_eq!(transfer::read(version_5), Err(ImportProblem::InsomniaYaml));
    assert_eq!(transfer::read(HAR), Err(ImportProblem::Har));
}

#[test]
fn a_file_of_another_program_is_taken_in_once() {
    for file in [INSOMNIA, POSTMAN, POSTMAN_V3, POSTMAN_ENVIRONMENT] {
        let import = transfer::read(file).unwrap();
        let mut library = Library::default();
        let mut next = 100;
        let mut new_id = || {
            next += 1;
            ItemId(next)
        };
        let count = import.connections.len() + import.messages.len() + import.variables.len();
        let done = transfer::apply(&import, &mut library, Stamp { at: 1, by: 1 }, &mut new_id);
        assert_eq!(done.added.len(), count);
        let mut ranks: Vec<_> = library.connections.items().map(|(id, item)| (&item.rank, id)).collect();
        ranks.sort_unstable();
        assert!(ranks.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1), "in the order of the file: {ranks:?}");
        for (_, message) in library.messages.items() {
            let connection = message.connection.and_then(|id| library.connections.get(id));
            assert!(connection.is_some(), "{message:?}");
        }
        // Fleeting values are gone after a reload; the items are known all the same.
        let text = crate::saved::disk::Kept::write(&library.connections);
        library.connections = crate::saved::disk::Kept::read(&text).unwrap();
        let once = library.clone();
        let done = transfer::apply(&import, &mut library, Stamp { at: 2, by: 1 }, &mut new_id);
        assert_eq!((done.kept.len(), &library), (count, &once));
    }
}

#[track_caller]
fn check_text(source: Source, theirs: &str, expected: &str) {
    assert_eq!(text::ours(&mut Intake::new(source), "", theirs), expected, "{theirs}");
}

#[test]
fn a_text_becomes_one_of_ours() {
    check_text(Source::Postman, "{{host}}/{{ path }}", "{{host}}/{{path}}");
    check_text(Source::Postman, "{{$timestamp}} {{$randomInt}}", "{{timestamp}} {{random:0-1000}}");
    check_text(Source::Postman, "{{_.host}} {%now%}", "{{_.host}} {%now%}");
    check_text(Source::Postman, "{{uuid}} {{a b}}", r"{{uuid_}} \{{a b}}");
    check_text(Source::Postman, "{{a", r"\{{a");
    check_text(Source::Postman, r"\{{a}}", "{{char:5c}}{{a}}");
    check_text(Source::Postman, r#"{"a":{{{b}}}"#, r#"{"a":{{char:7b}}{{b}}}"#);
    check_text(Source::Postman, r#"{"a":{"b":{}}}"#, r#"{"a":{"b":{}}}"#);
    check_text(Source::Insomnia, "{{ _.a.b }} {{ c }}", "{{a.b}} {{c}}");
    check_text(Source::Insomnia, "{% now 'millis' %}{% timestamp %}", "{{timestamp_ms}}{{timestamp_ms}}");
    check_text(Source::Insomnia, "{% now 'custom', 'YY' %}", "{% now 'custom', 'YY' %}");
}

proptest! {
    #[test]
    fn any_text_of_theirs_has_only_variables_that_can_be_filled(text in r"([{}\\%_. a$]|uuid|now){0,12}") {
        for source in [Source::Postman, Source::Insomnia] {
            let ours = text::ours(&mut Intake::new(source), "", &text);
            let read = Template::parse(&ours, Meaning::Text);
            let is_own = |problem: &crate::compose::TemplateProblem| {
                matches!(problem, crate::compose::TemplateProblem::UnknownName(name) if text::name(name).is_some())
            };
            prop_assert!(read.as_ref().map_err(|error| is_own(&error.kind)) != Err(false), "{ours}: {read:?}");
        }
    }
}

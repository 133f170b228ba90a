//! The types that come with protobuf (<https://protobuf.dev/reference/protobuf/google.protobuf/>), as their files have
//! them.

use super::parser::{Declared, parse};
use crate::codec::protobuf::schema::Kind;

/// What the names of their files begin with.
const FOLDER: &str = "google/protobuf/";

const TYPES: &str = "package google.protobuf;\
    message Timestamp{int64 seconds=1;int32 nanos=2;}\
    message Duration{int64 seconds=1;int32 nanos=2;}\
    message Empty{}\
    message Any{string type_url=1;bytes value=2;}\
    message FieldMask{repeated string paths=1;}\
    message Struct{map<string,Value>fields=1;}\
    message Value{oneof kind{NullValue null_value=1;double number_value=2;string string_value=3;bool bool_value=4;\
    Struct struct_value=5;ListValue list_value=6;}}\
    enum NullValue{NULL_VALUE=0;}\
    message ListValue{repeated Value values=1;}\
    message DoubleValue{double value=1;}message FloatValue{float value=1;}\
    message Int64Value{int64 value=1;}message UInt64Value{uint64 value=1;}\
    message Int32Value{int32 value=1;}message UInt32Value{uint32 value=1;}\
    message BoolValue{bool value=1;}message StringValue{string value=1;}message BytesValue{bytes value=1;}";

/// Takes those files from the imports, and adds their types.
pub(super) fn add(declared: &mut Declared<'_>) {
    let imports = &mut declared.schema.imports;
    let before = imports.len();
    imports.retain(|import| !import.starts_with(FOLDER));
    if imports.len() == before {
        return;
    }
    // The text is right.
    let Ok(known) = parse(TYPES) else { return };
    let first = declared.schema.messages.len();
    for mut reference in known.references {
        reference.message += first;
        declared.references.push(reference);
    }
    for mut message in known.schema.messages {
        message.is_part = true;
        // The keys and values of maps are known by their places.
        for field in &mut message.fields {
            if let Kind::Message(entry) = &mut field.kind {
                *entry += first;
            }
        }
        declared.schema.messages.push(message);
    }
    declared.schema.enums.extend(known.schema.enums);
}

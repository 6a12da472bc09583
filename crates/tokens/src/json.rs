//! JSON objects from strangers: a member given twice is refused, because two readers may each believe a different one.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// A JSON object in which no object at any depth repeats a member name.
pub(crate) struct StrictObject(pub(crate) Map<String, Value>);

/// Reads one JSON object; nothing when the bytes are not exactly one object without repeated members.
pub(crate) fn strict_object(bytes: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice::<StrictObject>(bytes).ok().map(|object| object.0)
}

struct StrictValue(Value);

struct ObjectVisitor;
struct ValueVisitor;

fn read_members<'de, A: MapAccess<'de>>(mut members: A) -> Result<Map<String, Value>, A::Error> {
    let mut object = Map::new();
    while let Some((name, value)) = members.next_entry::<String, StrictValue>()? {
        if object.insert(name, value.0).is_some() {
            return Err(de::Error::custom("a member is given twice"));
        }
    }
    Ok(object)
}

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = StrictObject;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<StrictObject, A::Error> {
        read_members(members).map(StrictObject)
    }
}

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = StrictValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<StrictValue, E> {
        Ok(StrictValue(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<StrictValue, E> {
        Ok(StrictValue(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<StrictValue, E> {
        Ok(StrictValue(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<StrictValue, E> {
        Ok(StrictValue(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<StrictValue, E> {
        Ok(StrictValue(value.into()))
    }

    fn visit_string<E>(self, value: String) -> Result<StrictValue, E> {
        Ok(StrictValue(value.into()))
    }

    fn visit_unit<E>(self) -> Result<StrictValue, E> {
        Ok(StrictValue(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<StrictValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element::<StrictValue>()? {
            list.push(item.0);
        }
        Ok(StrictValue(list.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<StrictValue, A::Error> {
        read_members(members).map(|object| StrictValue(object.into()))
    }
}

impl<'de> Deserialize<'de> for StrictObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

impl<'de> Deserialize<'de> for StrictValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// The whole seconds of a `NumericDate` (RFC 7519 s2), rounded down; nothing when the value is no number a date can have.
pub(crate) fn numeric_date(value: &Value) -> Option<i64> {
    const LATEST: i64 = 1 << 40;
    let seconds = match value.as_i64() {
        Some(whole) => whole,
        None => whole_seconds(value.as_f64()?)?,
    };
    (0..=LATEST).contains(&seconds).then_some(seconds)
}

#[expect(clippy::cast_possible_truncation, reason = "the range check makes the value fit")]
fn whole_seconds(seconds: f64) -> Option<i64> {
    (0.0..=1.0e12).contains(&seconds).then_some(seconds.floor() as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_repeated_member_is_refused_at_any_depth() {
        assert!(strict_object(br#"{"iss":"a","iss":"b"}"#).is_none());
        assert!(strict_object(br#"{"x":[{"y":{"z":1,"z":1}}]}"#).is_none());
        assert!(strict_object(br#"{"x":{"y":1},"y":1}"#).is_some());
    }

    #[test]
    fn only_one_object_and_nothing_else_is_read() {
        for text in ["", "[]", "null", "{} {}", "{", "\"{}\"", "1"] {
            assert!(strict_object(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_instead_of_exhausting_the_stack() {
        let text = format!("{{\"x\":{}{}}}", "[".repeat(4000), "]".repeat(4000));
        assert!(strict_object(text.as_bytes()).is_none());
    }

    #[test]
    fn a_date_may_have_a_fraction_but_must_be_a_plausible_number() {
        assert_eq!(numeric_date(&json!(1_700_000_000)), Some(1_700_000_000));
        assert_eq!(numeric_date(&json!(1_700_000_000.75)), Some(1_700_000_000));
        for odd in [json!("1700000000"), json!(-1), json!(1e300), json!(u64::MAX), json!(null), json!(true)] {
            assert_eq!(numeric_date(&odd), None, "{odd}");
        }
    }
}

//! A line of the log as JSON, written straight into the line: no value is built, and a span's fields are copied as they are.

use std::fmt::{self, Debug, Write as _};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::format::{JsonFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime as _, SystemTime};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormattedFields};
use tracing_subscriber::registry::LookupSpan;

/// `timestamp`, `level`, the event's fields, `target`, `span`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct JsonLine;

impl<S> FormatEvent<S, JsonFields> for JsonLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, JsonFields>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let metadata = event.metadata();
        writer.write_str(r#"{"timestamp":""#)?;
        SystemTime.format_time(&mut writer)?;
        write!(writer, r#"","level":"{}""#, metadata.level())?;
        let mut fields = Fields { writer: writer.by_ref(), foreign_target: None, outcome: Ok(()) };
        event.record(&mut fields);
        let Fields { foreign_target, outcome, .. } = fields;
        outcome?;
        writer.write_str(r#","target":"#)?;
        quoted(&mut writer, foreign_target.as_deref().unwrap_or(metadata.target()))?;
        if let Some(span) = context.lookup_current() {
            writer.write_str(r#","span":{"name":"#)?;
            quoted(&mut writer, span.name())?;
            let extensions = span.extensions();
            let fields = extensions.get::<FormattedFields<JsonFields>>();
            let inner = fields.and_then(|fields| fields.fields.strip_prefix('{')).unwrap_or("}");
            if inner != "}" {
                writer.write_char(',')?;
            }
            writer.write_str(inner)?;
        }
        writer.write_str("}\n")
    }
}

/// Writes each field behind the one before.
struct Fields<'a> {
    writer: Writer<'a>,
    /// What the `log` crate's records call their target.
    foreign_target: Option<String>,
    outcome: fmt::Result,
}

impl Fields<'_> {
    fn field(&mut self, field: &Field, write: impl FnOnce(&mut Writer<'_>) -> fmt::Result) {
        let name = field.name();
        if self.outcome.is_err() || name.starts_with("log.") {
            return;
        }
        let writer = &mut self.writer;
        let name = name.strip_prefix("r#").unwrap_or(name);
        self.outcome = write!(writer, r#","{name}":"#).and_then(|()| write(writer));
    }
}

impl Visit for Fields<'_> {
    fn record_bool(&mut self, field: &Field, value: bool) {
        self.field(field, |writer| write!(writer, "{value}"));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.field(field, |writer| write!(writer, "{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.field(field, |writer| write!(writer, "{value}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "log.target" {
            self.foreign_target = Some(value.to_owned());
        }
        self.field(field, |writer| quoted(writer, value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.field(field, |writer| {
            writer.write_char('"')?;
            write!(Escaped(&mut *writer), "{value:?}")?;
            writer.write_char('"')
        });
    }
}

fn quoted(writer: &mut Writer<'_>, text: &str) -> fmt::Result {
    writer.write_char('"')?;
    Escaped(&mut *writer).write_str(text)?;
    writer.write_char('"')
}

/// Escapes what may not stand in a JSON string (RFC 8259 s7).
struct Escaped<'a, 'w>(&'a mut Writer<'w>);

impl fmt::Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut clean = 0;
        for (place, byte) in text.bytes().enumerate() {
            let escape = match byte {
                b'"' => "\\\"",
                b'\\' => "\\\\",
                b'\n' => "\\n",
                b'\r' => "\\r",
                b'\t' => "\\t",
                0..=0x1f => "",
                _ => continue,
            };
            self.0.write_str(&text[clean..place])?;
            clean = place + 1;
            if escape.is_empty() { write!(self.0, "\\u{byte:04x}")? } else { self.0.write_str(escape)? }
        }
        self.0.write_str(&text[clean..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::fmt::layer;
    use tracing_subscriber::layer::SubscriberExt as _;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// The line without its time.
    fn line(tell: impl FnOnce()) -> String {
        let kept = Kept::default();
        let sink = kept.clone();
        let lines =
            layer().fmt_fields(JsonFields::new()).event_format(JsonLine).with_writer(move || sink.clone());
        tracing::subscriber::with_default(tracing_subscriber::registry().with(lines), tell);
        let text = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
        let (time, rest) = text.split_once(r#","level""#).unwrap();
        assert!(time.starts_with(r#"{"timestamp":"2"#) && time.ends_with("Z\""), "{time}");
        format!(r#"{{"level"{rest}"#)
    }

    #[test]
    fn a_line_holds_the_fields_and_the_span_that_it_was_told_in() {
        let told = line(|| {
            let span = tracing::info_span!("request", id = "a-1");
            span.in_scope(
                || tracing::info!(target: "hall", status = 200_u16, late = false, took = ?1.5, "answered"),
            );
        });
        let expected = r#"{"level":"INFO","message":"answered","status":200,"late":false,"took":"1.5","target":"hall","span":{"name":"request","id":"a-1"}}"#;
        assert_eq!(told, format!("{expected}\n"));
    }

    #[test]
    fn a_line_without_a_span_has_none() {
        let told = line(|| tracing::warn!(target: "house", "told"));
        assert_eq!(told, "{\"level\":\"WARN\",\"message\":\"told\",\"target\":\"house\"}\n");
        let told = line(|| tracing::info_span!("sweep").in_scope(|| tracing::info!(target: "house", "told")));
        assert_eq!(
            told,
            "{\"level\":\"INFO\",\"message\":\"told\",\"target\":\"house\",\"span\":{\"name\":\"sweep\"}}\n"
        );
    }

    #[test]
    fn nothing_that_is_told_can_begin_another_line_or_field() {
        let told = line(|| tracing::info!(target: "house", text = "a\"b\\c\nd\re\tf\u{1}é", "told"));
        assert_eq!(told.lines().count(), 1);
        assert!(told.contains(r#""text":"a\"b\\c\nd\re\tf\u0001é""#), "{told}");
    }
}

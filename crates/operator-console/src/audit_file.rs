//! The audit as a file: sent page by page, so that no file is ever in memory whole.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::try_unfold;
use identity::{AuditCursor, AuditFilter, AuditLine, AuditPage, Identity, SignedInOperator};
use screens::fields;
use web::staff::StaffForm;
use web::{Failure, see_other};

use crate::audit_log::at;
use crate::audit_search::Typed;
use crate::console::Console;
use crate::on_duty::OnDuty;

/// Events in a file at most; `nhs-login audit export` knows no limit.
pub(crate) const MOST: u32 = 100_000;
/// Events that are read at once.
const AT_ONCE: u32 = 200;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Jsonl,
}

/// Everything that fits, as a file. It is written down before the first byte goes.
pub(crate) async fn export(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    form: StaffForm,
) -> Result<Response, Failure> {
    let Typed { search, filter, errors } = Typed::of(&form.fields, &console.identity).await?;
    if !errors.is_empty() {
        // The page says what is wrong.
        return Ok(see_other(&at(&search, None)));
    }
    let format = match form.fields.text(fields::AUDIT_FORMAT) {
        fields::FORMAT_JSONL => Format::Jsonl,
        _ => Format::Csv,
    };
    console.identity.note_audit_export(&filter, Some(&operator.role)).await?;
    let (kind, name) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"audit.csv\""),
        Format::Jsonl => ("application/jsonl; charset=utf-8", "attachment; filename=\"audit.jsonl\""),
    };
    let file = File { identity: console.identity, filter, format, place: Place::Beginning, left: MOST };
    let body = Body::from_stream(try_unfold(file, File::part));
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], body).into_response())
}

/// A file on its way.
struct File {
    identity: Identity,
    filter: AuditFilter,
    format: Format,
    place: Place,
    left: u32,
}

enum Place {
    Beginning,
    After(AuditCursor),
    End,
}

impl File {
    /// The next part, and what is left. A fault ends the answer before its end, so that nobody takes half a file for the whole.
    async fn part(mut self) -> Result<Option<(String, Self)>, std::io::Error> {
        let (mut text, after) = match self.place {
            Place::End => return Ok(None),
            Place::Beginning if self.format == Format::Csv => (AuditLine::csv_heading(), None),
            Place::Beginning => (String::new(), None),
            Place::After(cursor) => (String::new(), Some(cursor)),
        };
        let limit = self.left.min(AT_ONCE);
        let found = self.identity.audit_page(&self.filter, after, limit).await;
        let AuditPage { lines, next } = found.map_err(|fault| {
            tracing::error!(%fault, "a file of the audit was cut off");
            std::io::Error::other("the store failed")
        })?;
        for line in &lines {
            text.push_str(&match self.format {
                Format::Csv => line.to_csv(),
                Format::Jsonl => line.to_json_line(),
            });
        }
        self.left -= limit;
        self.place = next.filter(|_| self.left > 0).map_or(Place::End, Place::After);
        Ok(Some((text, self)))
    }
}

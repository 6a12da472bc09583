//! The last log ins on the way to the client: asked for, aimed at, and why. Whose they were is left out.

use axum::extract::State;
use axum::response::Response;
use identity::{TargetOutcome, TraceEnding, TraceView};
use screens::portal::{LogInRow, LogIns};
use web::Failure;

use crate::own::Own;
use crate::portal::Portal;
use crate::said::moment;

/// How many are shown.
const SHOWN: u32 = 20;

pub(crate) async fn show(State(portal): State<Portal>, own: Own) -> Result<Response, Failure> {
    let traces = portal.identity.own_traces(&own.client, SHOWN).await?;
    let rows = traces.iter().map(row).collect();
    Ok(own.show(&portal, |frame, menu| LogIns { frame, menu, rows }))
}

fn row(trace: &TraceView) -> LogInRow {
    let target = match trace.outcome {
        TargetOutcome::Target => trace.vector.clone(),
        TargetOutcome::LevelUnreachable => format!("none: the level of {} is out of reach", trace.vector),
        TargetOutcome::CredentialUnreachable => format!("none: {} is not offered", trace.vector),
    };
    let ending = match (&trace.ending, trace.steps.last()) {
        (TraceEnding::Issued, _) => "Your client got a code".to_owned(),
        (TraceEnding::Returned { error, description }, _) => {
            format!("Your client got the error {error}: {description}")
        }
        (TraceEnding::None, Some(step)) => format!("Not ended; the last page was {}", step.page),
        (TraceEnding::None, None) => "Not ended".to_owned(),
    };
    let prompt = trace.prompt.as_ref().map(|prompt| format!(", with prompt={prompt}")).unwrap_or_default();
    let asked = format!("{}{prompt}", trace.vectors.join(", "));
    LogInRow {
        reference: trace.reference.to_string(),
        began: moment(trace.began_at),
        asked,
        target,
        ending,
        reasons: trace
            .reasons
            .iter()
            .map(|reason| (reason.asked.clone(), reason.sentence().to_owned()))
            .collect(),
        steps: trace.steps.iter().map(|step| step.page.clone()).collect(),
    }
}

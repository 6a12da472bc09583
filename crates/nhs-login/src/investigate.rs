//! What went wrong, and what a log in was asked to do: the console's pages of both, on the command line.

use anyhow::bail;
use identity::{AccountTraced, TraceEnding, TraceView};
use vocabulary::{AccountId, ClientId, Explanation, IncidentReference, Permission};

use crate::administration::Administration;
use crate::people::{must, operator};
use crate::people_command::Looking;

/// How many log ins are listed.
const LISTED: u32 = 30;

impl Administration<'_> {
    /// `explain REFERENCE`: the failed check behind an error number.
    ///
    /// # Errors
    /// When the operator may not ask, nothing is known by this reference, or the database cannot be used.
    pub async fn explain(&mut self, reference: &str, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        must(&operator(&identity, &looking.operator).await?, Permission::ExplainErrors)?;
        let Ok(reference) = IncidentReference::try_from(reference.trim()) else {
            bail!("an error number looks like 7F3K-9Q2D")
        };
        let Some(refusal) = identity.explain(reference).await? else {
            bail!("nothing is known by {reference}, or not any more")
        };
        let client = refusal.client_id.map_or_else(|| "not known".to_owned(), |id| id.to_string());
        writeln!(self.out, "{:<20} {}\n{:<20} {client}", "happened", refusal.at, "client id")?;
        let Explanation { rule, check, received, expected, mend } = &refusal.explanation;
        for (label, value) in [
            ("rule", rule),
            ("failed check", check),
            ("received", received),
            ("expected", expected),
            ("what to change", mend),
        ] {
            writeln!(self.out, "{label:<20} {value}")?;
        }
        Ok(())
    }

    /// `trace WHAT`: the log ins of an error number, a client or an account; one alone whole.
    ///
    /// # Errors
    /// When the operator may not look, there is none, or the database cannot be used.
    pub async fn trace(&mut self, what: &str, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        must(&operator, Permission::TraceSignIns)?;
        let mut traces = Vec::new();
        if let Ok(reference) = IncidentReference::try_from(what) {
            traces = identity.traces_of_reference(&operator, reference).await?;
        }
        if let (true, Ok(client)) = (traces.is_empty(), ClientId::try_from(what)) {
            traces = identity.traces_of_client(&operator, &client, LISTED).await?;
        }
        if let (true, Ok(account)) = (traces.is_empty(), AccountId::try_from(what))
            && operator.rights().may_trace_accounts()
        {
            traces = match identity.traces_of_account(&operator, account, LISTED).await? {
                AccountTraced::Traces(traces) => traces,
                AccountTraced::TooMany { until } => {
                    bail!("{} searched too often; not before {until}", looking.operator)
                }
            };
        }
        match traces.as_slice() {
            [] => bail!("no log in is known by {what}, or not any more"),
            [trace] => self.say_trace(trace),
            several => {
                for trace in several {
                    let (reference, at, client) = (trace.reference, trace.began_at, &trace.client_id);
                    let (target, ended) = (&trace.vector, ending(trace));
                    writeln!(self.out, "{reference} {at} {client} {target}: {ended}")?;
                }
                Ok(())
            }
        }
    }

    fn say_trace(&mut self, trace: &TraceView) -> anyhow::Result<()> {
        let mut rows = vec![
            ("reference", trace.reference.to_string()),
            ("client id", trace.client_id.to_string()),
            ("began", trace.began_at.to_string()),
            ("asked for", trace.vectors.join(", ")),
            ("target", trace.vector.clone()),
        ];
        rows.extend(trace.account.map(|account| ("account id", account.to_string())));
        rows.extend(trace.prompt.clone().map(|prompt| ("prompt", prompt)));
        if let Some(standing) = &trace.standing {
            rows.extend(standing.level.clone().map(|level| ("level", level)));
            rows.push(("shown already", standing.shown.join(", ")));
        }
        rows.extend(
            trace.reasons.iter().map(|reason| ("why", format!("{}: {}", reason.asked, reason.sentence()))),
        );
        for step in &trace.steps {
            let cid = step.cid.map(|cid| format!(" {cid}")).unwrap_or_default();
            rows.push(("page", format!("{} {}{cid}", step.at, step.page)));
        }
        rows.push(("ended", ending(trace)));
        for (label, value) in rows {
            writeln!(self.out, "{label:<20} {value}")?;
        }
        Ok(())
    }
}

fn ending(trace: &TraceView) -> String {
    match &trace.ending {
        TraceEnding::Issued => "the client got a code".to_owned(),
        TraceEnding::Returned { error, description } => format!("error {error}: {description}"),
        TraceEnding::None => "not ended".to_owned(),
    }
}

//! The administrator's commands about the audit.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use identity::{
    AuditCursor, AuditFilter, AuditLine, AuditPage, Head, PublicKey, Report, VerifyWith, audit_kind,
};
use vocabulary::{AccountId, CaseId, ClientId, IncidentNumber, Instant};

use crate::administration::Administration;
use crate::command::{AuditCommand, AuditExport, ExportFormat};

impl Administration<'_> {
    /// `audit …`.
    ///
    /// # Errors
    /// When something given is not what it must be, the audit is not as it was signed, or the database cannot be used.
    pub async fn obey_about_audit(&mut self, command: AuditCommand) -> anyhow::Result<()> {
        match command {
            AuditCommand::Verify { expect, keys, .. } => {
                let head = |text: &String| Head::try_from(text.as_str()).with_context(|| text.clone());
                let expected = expect.iter().map(head).collect::<anyhow::Result<_>>()?;
                self.verify_audit(VerifyWith { keys: keys_in(&keys)?, expected }).await
            }
            AuditCommand::Head(_) => self.audit_head().await,
            AuditCommand::Key(_) => {
                let identity = self.identity().await?;
                let key = identity.audit_key();
                writeln!(
                    self.out,
                    "Key {} signs the audit's checkpoints:\n{}",
                    key.key_id(),
                    key.to_pem().trim()
                )?;
                Ok(())
            }
            AuditCommand::Export(export) => self.export_audit(&export).await,
        }
    }

    async fn verify_audit(&mut self, with: VerifyWith) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let report = identity.verify_audit(&with).await?;
        self.say_report(&report)?;
        let (waiting, since) = identity.audit_waiting().await?;
        if let Some(since) = since {
            writeln!(self.out, "{waiting} events, the oldest of {since}, wait for the next checkpoint.")?;
        }
        if !report.is_sound() {
            bail!("the audit is not as it was signed: {} findings", report.count());
        }
        writeln!(self.out, "Everything is as it was signed.")?;
        Ok(())
    }

    fn say_report(&mut self, report: &Report) -> anyhow::Result<()> {
        if let Some(through) = report.pruned_through {
            writeln!(self.out, "Retention has deleted everything up to checkpoint {through}.")?;
        }
        let Report { checkpoints, events, .. } = report;
        writeln!(self.out, "Checked {checkpoints} checkpoints over {events} events.")?;
        if let (Some(head), Some(at)) = (report.head, report.head_at) {
            writeln!(self.out, "The newest, of {at}, to keep elsewhere:\n{head}")?;
        }
        for finding in &report.findings {
            writeln!(self.out, "  - {finding}")?;
        }
        if report.more > 0 {
            writeln!(self.out, "  - and {} more", report.more)?;
        }
        Ok(())
    }

    async fn audit_head(&mut self) -> anyhow::Result<()> {
        match self.identity().await?.audit_head().await? {
            Some(head) => writeln!(self.out, "{head}")?,
            None => bail!("there is no checkpoint yet"),
        }
        Ok(())
    }

    async fn export_audit(&mut self, export: &AuditExport) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let mut filter = filter_of(export)?;
        if let Some(username) = &export.operator {
            let operator = identity.operator_named(username).await?;
            filter.operator_id = Some(operator.with_context(|| format!("there is no operator {username}"))?);
        }
        identity.note_audit_export(&filter, None).await?;
        let mut file = match &export.output {
            Some(path) => Some(fs::File::create_new(path).with_context(|| path.display().to_string())?),
            None => None,
        };
        let out: &mut (dyn Write + Send) = match &mut file {
            Some(file) => file,
            None => self.out,
        };
        if export.format == ExportFormat::Csv {
            out.write_all(AuditLine::csv_heading().as_bytes())?;
        }
        let mut after: Option<AuditCursor> = None;
        loop {
            let AuditPage { lines, next } = identity.audit_page(&filter, after, PAGE).await?;
            for line in &lines {
                let line = match export.format {
                    ExportFormat::Csv => line.to_csv(),
                    ExportFormat::Jsonl => line.to_json_line(),
                };
                out.write_all(line.as_bytes())?;
            }
            after = next;
            if after.is_none() {
                return Ok(out.flush()?);
            }
        }
    }
}

/// Events that are read at once.
const PAGE: u32 = 1000;

fn keys_in(paths: &[PathBuf]) -> anyhow::Result<Vec<PublicKey>> {
    let mut keys = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        keys.extend(PublicKey::all_from_pem(&text).with_context(|| path.display().to_string())?);
    }
    Ok(keys)
}

fn filter_of(export: &AuditExport) -> anyhow::Result<AuditFilter> {
    fn word<T: for<'a> TryFrom<&'a str, Error = E>, E: std::error::Error + Send + Sync + 'static>(
        text: Option<&String>,
    ) -> anyhow::Result<Option<T>> {
        text.map(|text| T::try_from(text.as_str()).with_context(|| text.clone())).transpose()
    }
    let kind = |text: &String| audit_kind(text).with_context(|| format!("there is no event {text}"));
    let instant = |text: &String| Instant::try_from(text.as_str()).with_context(|| text.clone());
    Ok(AuditFilter {
        account_id: word::<AccountId, _>(export.account.as_ref())?,
        client_id: word::<ClientId, _>(export.client.as_ref())?,
        operator_id: None,
        case_id: word::<CaseId, _>(export.case.as_ref())?,
        incident: word::<IncidentNumber, _>(export.incident.as_ref())?,
        kinds: export.kinds.iter().map(kind).collect::<anyhow::Result<_>>()?,
        from: export.from.as_ref().map(instant).transpose()?,
        until: export.until.as_ref().map(instant).transpose()?,
    })
}

//! The administrator's commands about drafts of client registrations.

use anyhow::{Context as _, bail};
use identity::{DraftDecided, DraftView};
use vocabulary::{DraftId, DraftState, Permission};

use crate::administration::Administration;
use crate::command::DraftsCommand;
use crate::draft_command::OnDraft;
use crate::people::{must, operator};
use crate::people_command::Looking;

impl Administration<'_> {
    /// `clients drafts …`.
    ///
    /// # Errors
    /// When the operator may not do it, there is no such draft, it cannot be decided about, or the database cannot be used.
    ///
    /// Spec: F-59
    pub async fn obey_about_drafts(&mut self, command: DraftsCommand) -> anyhow::Result<()> {
        match command {
            DraftsCommand::List(looking) => self.list_drafts(&looking).await,
            DraftsCommand::Review { draft, looking } => self.review_draft(&draft, &looking).await,
            DraftsCommand::Approve(on) => self.decide_draft(&on, None).await,
            DraftsCommand::Reject { note, on } => self.decide_draft(&on, Some(&note)).await,
        }
    }

    async fn list_drafts(&mut self, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        must(&operator, Permission::SeeClients)?;
        for draft in identity.list_clients(&operator, "").await?.drafts {
            let (id, client, state) = (draft.id, draft.client_id.as_str(), state(draft.state));
            writeln!(self.out, "{id} {client:<32} {state:<20} {}, {}", draft.author, draft.changed_at)?;
        }
        Ok(())
    }

    async fn review_draft(&mut self, draft: &str, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        must(&operator, Permission::SeeClients)?;
        let id = DraftId::try_from(draft).context("the draft")?;
        let Some(view) = identity.client_draft(&operator, id).await? else { bail!("there is no such draft") };
        let DraftView { author, others, .. } = &view;
        let hands = others.iter().fold(author.clone(), |names, name| format!("{names}, {name}"));
        let rows = [
            ("client id", view.draft.client_id.to_string()),
            ("state", state(view.draft.state).to_owned()),
            ("version", view.draft.version.to_string()),
            ("worked on by", hands),
        ];
        for (label, value) in rows {
            writeln!(self.out, "{label:<20} {value}")?;
        }
        if view.is_stale {
            writeln!(self.out, "The registration was changed since this draft was made.")?;
        }
        self.say_changes(&view.changes)?;
        for fault in &view.faults {
            writeln!(self.out, "  wrong     {}", fault.text)?;
        }
        Ok(())
    }

    async fn decide_draft(&mut self, on: &OnDraft, rejected: Option<&str>) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &on.operator).await?;
        must(&operator, Permission::ApproveClients)?;
        let shown = (DraftId::try_from(on.draft.as_str()).context("the draft")?, on.version);
        let incident = &on.act.incident;
        let decided = match rejected {
            None => identity.approve_client_draft(&operator, shown, incident).await?,
            Some(note) if note.trim().is_empty() => bail!("--note must say why"),
            Some(note) => identity.reject_client_draft(&operator, shown, (note, incident)).await?,
        };
        match decided {
            DraftDecided::Done if rejected.is_some() => writeln!(self.out, "The draft is rejected.")?,
            DraftDecided::Done => writeln!(self.out, "The draft took effect.")?,
            DraftDecided::OwnWork => bail!("{} worked on it: somebody else has to decide", on.operator),
            DraftDecided::Stale => bail!("the registration was changed since the draft was made"),
            DraftDecided::Changed => bail!("it was changed or decided since version {}", on.version),
            DraftDecided::Unknown => bail!("there is no such draft"),
            DraftDecided::Incomplete(faults) => {
                let faults: Vec<String> = faults.into_iter().map(|fault| fault.text).collect();
                bail!("it cannot take effect:\n  - {}", faults.join("\n  - "))
            }
        }
        Ok(())
    }
}

const fn state(state: DraftState) -> &'static str {
    match state {
        DraftState::Draft => "being written",
        DraftState::Submitted => "waits for approval",
        DraftState::Approved => "approved",
        DraftState::Rejected => "rejected",
        DraftState::Withdrawn => "given up",
    }
}

//! The service desk's commands: what the console's pages do, with the same rights and the same records.

use std::io::BufRead;

use anyhow::{Context as _, bail};
use identity::{
    AccountAt, ConsentRow, Identity, PdsSaid, PersonChange, PersonChanged, PersonStatus, PersonView,
    PhonesAfter, Searched, SignedInOperator,
};
use screens::wording::{act_words, event_detail, event_words};
use vocabulary::{
    AccountId, DisableReason, IncidentNumber, MobileMatchReason, Permission, PhoneKind, PhoneNumber,
    SearchKind, Secret,
};

use crate::administration::Administration;
use crate::people_command::{Looking, OnAccount, PeopleCommand};

/// Where what must not stand on a command line comes from.
type Input<'a> = &'a mut (dyn BufRead + Send);

impl Administration<'_> {
    /// `people …`.
    ///
    /// # Errors
    /// When something given is not what it must be, the operator may not do it, the account does not let itself be treated so, or the
    /// database cannot be used.
    pub async fn obey_about_people(
        &mut self,
        command: PeopleCommand,
        input: Input<'_>,
    ) -> anyhow::Result<()> {
        match command {
            PeopleCommand::Find { by, looking } => self.find(&by, &looking, input).await,
            PeopleCommand::Show { account, looking } => self.show(&account, &looking).await,
            PeopleCommand::History { account, from, looking } => {
                self.history(&account, from.as_deref(), &looking).await
            }
            PeopleCommand::Erasures(looking) => self.erasures(&looking).await,
            other => {
                let (change, on) = change(other, input)?;
                self.change(&change, &on).await
            }
        }
    }

    async fn find(&mut self, by: &str, looking: &Looking, input: Input<'_>) -> anyhow::Result<()> {
        let kind = SearchKind::try_from(by).context("--by")?;
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        if !operator.ways_to_find().contains(&kind) {
            bail!("{} may not search by {by}", looking.operator);
        }
        match identity.find_people(&operator, kind, &line(input)?).await? {
            Searched::Malformed => bail!("what was typed is no {}", by.replace('_', " ")),
            Searched::Nobody => bail!("there is no such account"),
            Searched::TooMany { until } => {
                bail!("{} searched too often; not before {until}", looking.operator)
            }
            Searched::Found(people) => {
                for person in people {
                    let status = person.status.map(status).unwrap_or_default();
                    let seen =
                        [person.email, person.name].into_iter().flatten().filter(|text| !text.is_empty());
                    let seen = seen.collect::<Vec<_>>().join(", ");
                    writeln!(self.out, "{} {status} {seen}", person.address)?;
                }
                Ok(())
            }
        }
    }

    async fn show(&mut self, account: &str, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        if operator.ways_to_find().is_empty() {
            bail!("{} may not do this", looking.operator);
        }
        let account = named(&identity, &operator, account).await?;
        let Some(view) = identity.person(&operator, account).await? else {
            bail!("there is no such account")
        };
        for (label, value) in rows(&view) {
            writeln!(self.out, "{label:<20} {value}")?;
        }
        Ok(())
    }

    async fn history(&mut self, account: &str, from: Option<&str>, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        must(&operator, Permission::SeeHistory)?;
        let account = named(&identity, &operator, account).await?;
        let Some(page) = identity.history(&operator, account, from).await? else {
            bail!("there is no such account")
        };
        for row in page.rows {
            let detail = row.detail.iter().filter_map(|(field, value)| event_detail(field, value));
            let detail = detail.collect::<Vec<_>>().join(", ");
            let by = row.operator.map(|name| format!(" by {name}")).unwrap_or_default();
            let incident = row.incident.map(|number| format!(" for {number}")).unwrap_or_default();
            let at = row.client.map(|client| format!(" at {client}")).unwrap_or_default();
            writeln!(self.out, "{} {}{at}{by}{incident} {detail}", row.at, event_words(&row.event))?;
        }
        if let Some(next) = page.next {
            writeln!(self.out, "Older: --from {next}")?;
        }
        Ok(())
    }

    async fn erasures(&mut self, looking: &Looking) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let operator = operator(&identity, &looking.operator).await?;
        must(&operator, Permission::EraseAccounts)?;
        for waiting in identity.waiting_erasures(&operator).await? {
            let (address, incident, by) = (waiting.address, waiting.incident, waiting.requested_by);
            writeln!(self.out, "{address} {incident} asked for by {by}, waits until {}", waiting.expires_at)?;
        }
        Ok(())
    }

    async fn change(&mut self, change: &PersonChange, on: &OnAccount) -> anyhow::Result<()> {
        let incident = IncidentNumber::try_from(on.incident.as_str()).context("--incident")?;
        let identity = self.identity().await?;
        let operator = operator(&identity, &on.operator).await?;
        if !operator.may_do(change.action()) {
            bail!("{} may not do this", on.operator);
        }
        let account = named(&identity, &operator, &on.account).await?;
        match identity.change_person(&operator, account, change, &incident).await? {
            PersonChanged::Done => {
                writeln!(self.out, "{}.", act_words(change.action()).done)?;
                Ok(())
            }
            PersonChanged::Unknown => bail!("there is no such account"),
            PersonChanged::NotPossible => bail!("the account does not allow this as it is now"),
            PersonChanged::NumberInUse => bail!("another account has proven the same NHS number"),
            PersonChanged::OwnAccount => bail!("it is {}'s own account", on.operator),
            PersonChanged::Raced => bail!("somebody else changed the account at the same time; try again"),
        }
    }
}

/// The change that a command asks for.
fn change(command: PeopleCommand, input: Input<'_>) -> anyhow::Result<(PersonChange, OnAccount)> {
    let match_reason = |word: &str| MobileMatchReason::try_from(word).context("--reason");
    Ok(match command {
        PeopleCommand::Disable { reason, on } => {
            (PersonChange::Disable(DisableReason::try_from(reason.as_str()).context("--reason")?), on)
        }
        PeopleCommand::Enable(on) => (PersonChange::Enable, on),
        PeopleCommand::Cleanse { remove_phones, on } => {
            let phones = if remove_phones { PhonesAfter::Removed } else { PhonesAfter::Kept };
            (PersonChange::Cleanse(phones), on)
        }
        PeopleCommand::ChangeMobile(on) => (PersonChange::ChangeMobile(mobile(&line(input)?)?), on),
        PeopleCommand::RemoveMobile(on) => (PersonChange::RemovePhone(PhoneKind::Mobile), on),
        PeopleCommand::RemoveLandline(on) => (PersonChange::RemovePhone(PhoneKind::Landline), on),
        PeopleCommand::BlockMobileMatch { reason, on } => {
            (PersonChange::BlockMobileMatch(match_reason(&reason)?), on)
        }
        PeopleCommand::AllowMobileMatch { reason, on } => {
            (PersonChange::AllowMobileMatch(match_reason(&reason)?), on)
        }
        PeopleCommand::EndSessions(on) => (PersonChange::EndSessions, on),
        PeopleCommand::Erase(on) => (PersonChange::RequestErasure, on),
        PeopleCommand::ApproveErasure(on) => (PersonChange::ApproveErasure, on),
        PeopleCommand::WithdrawErasure(on) => (PersonChange::WithdrawErasure, on),
        PeopleCommand::Find { .. }
        | PeopleCommand::Show { .. }
        | PeopleCommand::History { .. }
        | PeopleCommand::Erasures(_) => bail!("it changes nothing"),
    })
}

/// The first line of the input.
fn line(input: Input<'_>) -> anyhow::Result<Secret<String>> {
    let mut text = String::new();
    input.read_line(&mut text).context("standard input cannot be read")?;
    Ok(Secret::new(text.trim().to_owned()))
}

fn mobile(typed: &Secret<String>) -> anyhow::Result<PhoneNumber> {
    let typed = typed.expose();
    let elsewhere = |_| PhoneNumber::international_mobile(typed, &[]);
    PhoneNumber::uk_mobile(typed)
        .or_else(elsewhere)
        .map_err(|problem| anyhow::anyhow!("the number {problem}"))
}

pub(crate) async fn operator(identity: &Identity, username: &str) -> anyhow::Result<SignedInOperator> {
    let found = identity.operator_at_the_command_line(username).await?;
    found.with_context(|| format!("there is no operator {username}, or they are disabled"))
}

pub(crate) fn must(operator: &SignedInOperator, what: Permission) -> anyhow::Result<()> {
    if !operator.may(what) {
        bail!("{} may not do this", operator.username());
    }
    Ok(())
}

async fn named(identity: &Identity, operator: &SignedInOperator, text: &str) -> anyhow::Result<AccountId> {
    match identity.account_at(operator, text).await? {
        AccountAt::Account(account) => Ok(account),
        AccountAt::Nobody => bail!("there is no such account"),
        AccountAt::TooMany { until } => {
            bail!("{} searched too often; not before {until}", operator.username())
        }
    }
}

fn status(status: PersonStatus) -> String {
    match status {
        PersonStatus::Active => "active".to_owned(),
        PersonStatus::Disabled(cid) => format!("disabled {cid}"),
    }
}

fn pds(said: PdsSaid) -> String {
    match said {
        PdsSaid::Nothing => "not asked yet".to_owned(),
        PdsSaid::Code { code, at } => format!("{} at {at}", code.as_str()),
    }
}

fn shared(consent: &ConsentRow) -> String {
    let ended = consent.withdrawn_at.map(|at| format!(", withdrawn {at}")).unwrap_or_default();
    format!("{} at {}, {}{ended}", consent.client, consent.level.as_str(), consent.agreed_at)
}

/// What the operator was given, and nothing else.
fn rows(view: &PersonView) -> Vec<(&'static str, String)> {
    let rows = [
        ("account id", view.account_id.map(|id| id.to_string())),
        ("status", view.status.map(status)),
        ("email", view.email.clone()),
        ("mobile", view.mobile.clone()),
        ("landline", view.landline.clone()),
        ("name", view.first_last_name.clone()),
        ("middle names", view.middle_names.clone()),
        ("date of birth", view.born.clone()),
        ("postcode", view.postcode.clone()),
        ("NHS number", view.nhs_number.clone()),
        ("ODS code", view.ods_code.clone()),
        ("level", view.level.map(|level| level.as_str().to_owned())),
        (
            "mobile match",
            view.mobile_match_blocked.map(|blocked| if blocked { "blocked" } else { "allowed" }.to_owned()),
        ),
        ("PDS said", view.pds.map(pds)),
        ("sessions", view.sessions.map(|count| count.to_string())),
        ("devices", view.devices.map(|count| count.to_string())),
    ];
    let mut shown: Vec<(&'static str, String)> =
        rows.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))).collect();
    for consent in view.consents.iter().flatten() {
        shown.push(("agreed to share", shared(consent)));
    }
    if let Some(waiting) = &view.erasure {
        let (by, incident, until) = (&waiting.requested_by, &waiting.incident, waiting.expires_at);
        shown.push(("erasure", format!("asked for by {by} for {incident}, waits until {until}")));
    }
    shown
}

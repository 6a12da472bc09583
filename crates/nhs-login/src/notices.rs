//! The administrator's commands about what people are told, and about email domains.

use anyhow::{Context as _, bail};
use identity::{
    AlertSwitched, DomainOutcome, DomainSwitch, LevelSet, NewAlert, ServiceLevel, ServiceLevelProblem, Setter,
};
use vocabulary::{AlertLevel, AlertPart, IncidentNumber, Lifetime, ServiceMessage};

use crate::administration::Administration;
use crate::command::{DomainsArgument, EmailDomainsCommand, NoticesCommand};

const BY: Setter<'static> = Setter::CommandLine;

impl Administration<'_> {
    /// `notices …`.
    ///
    /// # Errors
    /// When something given is not what it must be, or the database cannot be used.
    pub async fn obey_about_notices(&mut self, command: NoticesCommand) -> anyhow::Result<()> {
        match command {
            NoticesCommand::List(_) => self.list_notices().await,
            NoticesCommand::AlertOn { part, level, planned, ends_in, incident, .. } => {
                let level = AlertLevel::try_from(level.as_str()).context(level)?;
                let ends_in = ends_in.map(|minutes| Lifetime::minutes(i64::from(minutes)));
                self.turn_alert_on(&part, (level, planned, ends_in), &number(&incident)?).await
            }
            NoticesCommand::AlertOff { part, incident, .. } => {
                let named = AlertPart::try_from(part.as_str()).context(part.clone())?;
                match self.identity().await?.turn_alert_off(BY, named, &number(&incident)?).await? {
                    AlertSwitched::Done => self.say_done(&format!("The alert about {part} is off.")),
                    AlertSwitched::Nothing | AlertSwitched::EndPassed => bail!("no alert about {part} is on"),
                }
            }
            NoticesCommand::ServiceLevel { hours, message, incident, .. } => {
                self.set_service_level(hours, message.as_deref(), &number(&incident)?).await
            }
            NoticesCommand::Automation { percent, incident, .. } => {
                match self.identity().await?.set_automation(BY, percent, &number(&incident)?).await? {
                    LevelSet::Done => self.say_done(&format!("The share is {percent} percent.")),
                    LevelSet::NotAStep => bail!("the share must be from 0 to 100, in steps of 5"),
                    LevelSet::Raced => bail!("somebody else set it at the same time; try again"),
                }
            }
        }
    }

    /// `email-domains …`.
    ///
    /// # Errors
    /// When the incident number is none, or the database cannot be used.
    pub async fn obey_about_email_domains(&mut self, command: EmailDomainsCommand) -> anyhow::Result<()> {
        match command {
            EmailDomainsCommand::List(_) => self.list_email_domains().await,
            EmailDomainsCommand::Block(argument) => self.switch_domains(argument, DomainSwitch::Block).await,
            EmailDomainsCommand::Unblock(argument) => {
                self.switch_domains(argument, DomainSwitch::Unblock).await
            }
        }
    }

    async fn turn_alert_on(
        &mut self,
        part: &str,
        (level, planned, ends_in): (AlertLevel, bool, Option<Lifetime>),
        incident: &IncidentNumber,
    ) -> anyhow::Result<()> {
        let parts = vec![AlertPart::try_from(part).with_context(|| part.to_owned())?];
        let identity = self.identity().await?;
        let ends_at = ends_in.map(|lifetime| identity.now().after(lifetime));
        let new = NewAlert { parts, level, planned, ends_at };
        match identity.turn_alert_on(BY, &new, incident).await? {
            AlertSwitched::Done => self.say_done(&format!("The alert about {part} is on.")),
            AlertSwitched::Nothing | AlertSwitched::EndPassed => bail!("the end must be in the future"),
        }
    }

    async fn set_service_level(
        &mut self,
        hours: u32,
        message: Option<&str>,
        incident: &IncidentNumber,
    ) -> anyhow::Result<()> {
        let message = message.map(ServiceMessage::try_from).transpose().context("the message")?;
        let level = match ServiceLevel::new(hours, message) {
            Ok(level) => level,
            Err(ServiceLevelProblem::Time) => bail!("hours must be from 1 to {}", ServiceLevel::LONGEST),
            Err(ServiceLevelProblem::MessageMissing) => bail!("more than 24 hours need a --message"),
        };
        match self.identity().await?.set_service_level(BY, level, incident).await? {
            LevelSet::Done => self.say_done(&format!("People are told: {hours} hours.")),
            LevelSet::NotAStep | LevelSet::Raced => {
                bail!("somebody else set it at the same time; try again")
            }
        }
    }

    async fn list_notices(&mut self) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        for row in identity.alerts(BY).await? {
            let alert = row.alert;
            let end = alert.ends_at.map_or_else(|| "not known".to_owned(), |end| end.to_string());
            let over = if row.is_over { ", over" } else { "" };
            let incident = row.set_by.incident.map(|number| number.to_string()).unwrap_or_default();
            let (part, level) = (alert.part.as_str(), alert.level.as_str());
            writeln!(self.out, "alert          {part:<14} {level:<16} end: {end}{over}  {incident}")?;
        }
        let view = identity.service_level(BY).await?;
        let told = match view.level {
            Some((level, _)) => {
                let message = level.message.map_or("no message", ServiceMessage::as_str);
                format!("{} hours, {message}", level.hours)
            }
            None => format!("{} (configuration)", view.configured),
        };
        writeln!(self.out, "service level  {told}")?;
        writeln!(self.out, "automation     {} percent", identity.automation(BY).await?.percent)?;
        Ok(())
    }

    async fn list_email_domains(&mut self) -> anyhow::Result<()> {
        let (rows, total) = self.identity().await?.blocked_email_domains(BY).await?;
        for row in rows {
            let incident = row.set_by.incident.map(|number| number.to_string()).unwrap_or_default();
            writeln!(self.out, "{:<48} {incident:<16} {}", row.domain, row.set_by.at)?;
        }
        writeln!(self.out, "{total} blocked")?;
        Ok(())
    }

    async fn switch_domains(&mut self, argument: DomainsArgument, to: DomainSwitch) -> anyhow::Result<()> {
        let (list, incident) = (argument.domains.join(","), number(&argument.incident)?);
        for item in self.identity().await?.switch_email_domains(BY, &list, to, &incident).await? {
            let outcome = match item.outcome {
                DomainOutcome::Blocked => "blocked".to_owned(),
                DomainOutcome::WasBlocked(by) => format!("was blocked before, by {by}"),
                DomainOutcome::Unblocked => "unblocked".to_owned(),
                DomainOutcome::WasNotBlocked => "was not blocked".to_owned(),
                DomainOutcome::StillBlocked(by) => format!("still blocked, by {by}"),
                DomainOutcome::Configured => "blocked by the configuration".to_owned(),
                DomainOutcome::NotADomain => "not a domain".to_owned(),
            };
            writeln!(self.out, "{:<48} {outcome}", item.domain)?;
        }
        Ok(())
    }

    fn say_done(&mut self, what: &str) -> anyhow::Result<()> {
        Ok(writeln!(self.out, "{what} Running nodes follow within seconds.")?)
    }
}

fn number(text: &str) -> anyhow::Result<IncidentNumber> {
    IncidentNumber::try_from(text).with_context(|| text.to_owned())
}

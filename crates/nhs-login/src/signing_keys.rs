//! The administrator's commands about signing keys.

use anyhow::bail;
use identity::{
    Identity, KeyAct, KeyActor, KeyMoved, KeyRefused, KeySeen, KeyStage, KeyStanding, RehearsalStart, Urgency,
};
use vocabulary::{ClientId, IncidentNumber, Instant, Lifetime};

use crate::administration::Administration;
use crate::command::KeysCommand;

impl Administration<'_> {
    /// `keys …`.
    ///
    /// # Errors
    /// When a step is out of order or too early, something given is not what it must be, or the database cannot be used.
    pub async fn obey_about_keys(&mut self, command: KeysCommand) -> anyhow::Result<()> {
        match command {
            KeysCommand::List(_) => self.list_keys().await,
            KeysCommand::Announce { publish_in_days, sign_in_days, act } => {
                self.announce_key(publish_in_days, sign_in_days, &act.incident).await
            }
            KeysCommand::Publish { force, act } => self.publish_key(force, &act.incident).await,
            KeysCommand::Rotate { force, act } => self.rotate_keys(force, &act.incident).await,
            KeysCommand::Rehearse { client_id, minutes, end, act } => {
                if end {
                    self.end_rehearsal(&client_id, &act.incident).await
                } else {
                    self.rehearse(&client_id, minutes, &act.incident).await
                }
            }
            KeysCommand::Schedule(_) => self.show_schedule().await,
            KeysCommand::Fetched { key, .. } => self.show_reach(key.as_deref()).await,
        }
    }

    /// `keys list`.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn list_keys(&mut self) -> anyhow::Result<()> {
        let keys = self.identity().await?.signing_keys();
        self.say_keys(&keys)
    }

    /// `keys announce`: a key is made, its days are told, and it is in no JWKS yet.
    ///
    /// # Errors
    /// When one is announced already, or the days leave partners no time.
    pub async fn announce_key(
        &mut self,
        publish_in_days: u16,
        sign_in_days: u16,
        incident: &IncidentNumber,
    ) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let publishes_at = identity.now().after(Lifetime::days(i64::from(publish_in_days)));
        let signs_at = publishes_at.after(Lifetime::days(i64::from(sign_in_days)));
        let act = KeyAct::Announce { publishes_at, signs_at };
        self.take_step(&identity, (act, Urgency::Planned), incident, "Announced.").await
    }

    /// `keys publish`: the announced key goes into the JWKS.
    ///
    /// # Errors
    /// When none is announced, or its day has not come and `force` is false.
    pub async fn publish_key(&mut self, force: bool, incident: &IncidentNumber) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        self.take_step(&identity, (KeyAct::Publish, urgency(force)), incident, "Published.").await
    }

    /// `keys rotate`: the key that is published longest signs, and the one that signed retires.
    ///
    /// # Errors
    /// When that key was published too recently, or its day has not come, and `force` is false; when none is published.
    pub async fn rotate_keys(&mut self, force: bool, incident: &IncidentNumber) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        self.take_step(&identity, (KeyAct::Sign, urgency(force)), incident, "Rotated.").await
    }

    async fn take_step(
        &mut self,
        identity: &Identity,
        (act, urgency): (KeyAct, Urgency),
        incident: &IncidentNumber,
        done: &str,
    ) -> anyhow::Result<()> {
        match identity.move_key(KeyActor::CommandLine(Some(incident)), act, urgency).await? {
            KeyMoved::Done => {}
            KeyMoved::Raced => bail!("somebody else took a step at the same time; nothing was changed here"),
            KeyMoved::Refused(why) => bail!("{}", told(why)),
        }
        writeln!(self.out, "{done} Running nodes follow within a minute.")?;
        self.say_keys(&identity.signing_keys())
    }

    fn say_keys(&mut self, keys: &[KeyStanding]) -> anyhow::Result<()> {
        writeln!(self.out, "{:<44} {:<10} {:<21} next", "key id", "stage", "since")?;
        for key in keys {
            let next = match key.stage {
                KeyStage::Announced => day("published from", key.publishes_at),
                KeyStage::Published => day("signs from", key.signs_at),
                KeyStage::Signing => String::new(),
                KeyStage::Retired => day("leaves the JWKS at", key.removes_at),
            };
            let (stage, since) = (key.stage.as_str(), key.since().to_string());
            writeln!(self.out, "{:<44} {stage:<10} {since:<21} {next}", key.key_id)?;
        }
        Ok(())
    }

    async fn show_schedule(&mut self) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let how = match identity.settings().key_schedule {
            Some(_) => "The worker takes these steps by itself:",
            None => {
                "keys.rotate_every_days is 0: nothing happens by itself. From then on a step may be taken:"
            }
        };
        writeln!(self.out, "{how}")?;
        for next in identity.next_key_acts() {
            writeln!(self.out, "{:<10} {}", next.act.as_str(), next.at)?;
        }
        Ok(())
    }

    async fn rehearse(
        &mut self,
        client_id: &str,
        minutes: u8,
        incident: &IncidentNumber,
    ) -> anyhow::Result<()> {
        let client = ClientId::try_from(client_id)?;
        let identity = self.identity().await?;
        let keys = identity.signing_keys();
        let Some(key) = keys.iter().find(|key| key.stage == KeyStage::Published) else {
            bail!("no key is published that does not sign yet");
        };
        let length = Lifetime::minutes(i64::from(minutes));
        let by = KeyActor::CommandLine(Some(incident));
        match identity.start_rehearsal(by, &client, &key.key_id, length).await? {
            RehearsalStart::Started { ends_at } => {
                let key_id = &key.key_id;
                writeln!(self.out, "Tokens of {client} are signed by {key_id} until {ends_at}.")?;
                Ok(writeln!(self.out, "Running nodes follow within a minute.")?)
            }
            RehearsalStart::NotPublished => bail!("that key is not published, or signs already"),
            RehearsalStart::UnknownClient => bail!("there is no enabled client {client}"),
            RehearsalStart::Length => bail!("a rehearsal lasts 1 to 60 minutes"),
            RehearsalStart::GoingOn => bail!("a rehearsal of {client} goes on; end it with --end"),
        }
    }

    async fn end_rehearsal(&mut self, client_id: &str, incident: &IncidentNumber) -> anyhow::Result<()> {
        let client = ClientId::try_from(client_id)?;
        let by = KeyActor::CommandLine(Some(incident));
        if self.identity().await?.end_rehearsal(by, &client).await? {
            return Ok(writeln!(self.out, "Ended. Running nodes follow within a minute.")?);
        }
        bail!("no rehearsal of {client} goes on")
    }

    async fn show_reach(&mut self, key: Option<&str>) -> anyhow::Result<()> {
        let identity = self.identity().await?;
        let keys = identity.signing_keys();
        let wanted = |known: &&KeyStanding| match key {
            Some(key) => known.key_id == key,
            None => known.stage == KeyStage::Published,
        };
        let newest = keys.iter().rev();
        let Some(key) =
            newest.clone().find(wanted).or(newest.clone().find(|key| key.stage == KeyStage::Signing))
        else {
            bail!("there is no such key");
        };
        writeln!(self.out, "Key {}, {} since {}", key.key_id, key.stage.as_str(), key.since())?;
        writeln!(self.out, "{:<32} {:<10} {:<21} networks", "client id", "fetched", "last fetch")?;
        for reach in identity.key_reach(&key.key_id).await? {
            let at = reach.fetched_at.map(|at| at.to_string()).unwrap_or_default();
            let (seen, networks) = (word(reach.seen), reach.networks);
            writeln!(
                self.out,
                "{:<32} {seen:<10} {at:<21} {} of {networks}",
                reach.client_id, reach.fetched
            )?;
        }
        Ok(writeln!(
            self.out,
            "This is inferred from the networks that each client calls from; a cache on the way hides fetches."
        )?)
    }
}

const fn urgency(force: bool) -> Urgency {
    if force { Urgency::Emergency } else { Urgency::Planned }
}

fn day(words: &str, at: Option<Instant>) -> String {
    at.map_or_else(String::new, |at| format!("{words} {at}"))
}

const fn word(seen: KeySeen) -> &'static str {
    match seen {
        KeySeen::NotYet => "not yet",
        KeySeen::Unknown => "unknown",
        KeySeen::Partly => "partly",
        KeySeen::Fetched => "yes",
        KeySeen::NoCalls => "no calls",
    }
}

fn told(why: KeyRefused) -> String {
    match why {
        KeyRefused::AlreadyAnnounced => "a key is announced already: publish it first".to_owned(),
        KeyRefused::NothingAnnounced => "no key is announced".to_owned(),
        KeyRefused::NothingPublished => {
            "no key is published that could sign; use --force when the current one is lost or stolen"
                .to_owned()
        }
        KeyRefused::DatesOutOfOrder => {
            "a key signs at least an hour after it is published: partners keep the JWKS that long".to_owned()
        }
        KeyRefused::TooEarly { until } => format!(
            "partners were told another day, or may not know the key, before {until}; use --force when the current one is lost or stolen"
        ),
    }
}

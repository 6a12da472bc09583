//! I20 and I21: going on with a device that has a camera.
//!
//! A link in a text carries a photo ID case to another browser. The link is worth little to whoever steals it: it signs nobody in. The
//! browser that opens it gets a ticket of its own, its person logs in there as anywhere, and only the account that began goes on, no
//! further than photo ID: the answer for the client is for the browser in which the client began. What both do meets in the case, and in
//! the account.

use account_store::{AuditEvent, SwitchLink, Ticket};
use credentials::SwitchSecret;
use policy::{Action, Companion};
use vocabulary::{
    AccountId, Digest, Instant, Message, PhoneKind, PhoneNumber, PhoneProblem, Secret, TicketId,
};

use crate::browser::{Browser, Cookies};
use crate::fault::Fault;
use crate::ground::Ground;
use crate::progress::{CompanionOf, Progress};
use crate::proving::answers::{Answers, Elsewhere};
use crate::service::{Identity, Inner, browser_secret};
use crate::settings::AnotherDevice;
use crate::visit::{Answer, Visit};

/// Where links lead: a link is this and its secret.
pub const SWITCH_PATH: &str = "/here";

/// Where a link goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTo {
    /// The account's confirmed mobile number.
    OwnMobile,
    /// A UK mobile number, as typed.
    Typed(String),
    /// Where the last one went.
    SameAgain,
}

/// What came of asking for a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkSent {
    /// It is on its way.
    Sent,
    /// The typed number is none of a UK mobile.
    Problem(PhoneProblem),
    /// Too many codes and links were sent.
    TooMany,
    /// Nothing to send, or nowhere to send it to: the dispatcher shows what is next.
    NotNeeded,
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStanding {
    /// It can be followed.
    Good,
    /// It was used before.
    Used,
    /// It is too old, a newer one took its place, or the other device no longer waits.
    Expired,
    /// No link of ours has this form.
    Malformed,
}

/// What following a link led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFollowed {
    /// A ticket for this browser.
    Begun(TicketId),
    /// Nothing.
    Not(LinkStanding),
}

/// A link that can be followed, with the sign-in that waits for it.
struct Waiting {
    account: AccountId,
    answers: Answers,
    first: Ticket,
}

impl Identity {
    /// I20 and I21: a link is sent, in place of an earlier one. Codes and links are counted together.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.7 I20, T3
    pub async fn send_switch_link(&self, mut visit: Visit, to: LinkTo) -> Result<Answer<LinkSent>, Fault> {
        let inner = &self.0;
        let Some(case) = visit.ground.cases.draft().map(|(case, _)| case.id) else {
            return Ok(Answer::of(LinkSent::NotNeeded));
        };
        if !visit.offers_another_device() {
            return Ok(Answer::of(LinkSent::NotNeeded));
        }
        let number = match visit.ground.link_number(to) {
            Ok(Some(number)) => number,
            Ok(None) => return Ok(Answer::of(LinkSent::NotNeeded)),
            Err(problem) => return Ok(Answer::of(LinkSent::Problem(problem))),
        };
        if inner.count(&visit.ground, Action::SendCode, Some(number.e164())).await?.is_refused() {
            return Ok(Answer::of(LinkSent::TooMany));
        }
        let secret = SwitchSecret::from_random(inner.random());
        let ground = &mut visit.ground;
        let (now, lifetime) = (ground.now, inner.settings.rules.switch_link);
        let mut batch = inner.store.batch();
        batch.put_switch_link(&SwitchLink {
            digest: secret.digest(),
            case_id: case,
            ticket_id: ground.ticket.as_ref().map(|ticket| ticket.id),
            created_at: now,
            expires_at: now.after(lifetime),
            taken_at: None,
        });
        let link = format!("{}{SWITCH_PATH}/{}", inner.settings.issuer, secret.text().expose());
        let minutes = u64::try_from(lifetime.minutes_rounded_up()).unwrap_or(0);
        let message = Message::ContinueLink { link: Secret::new(link), minutes };
        inner.post(&message, Secret::new(number.e164().to_owned()), now, &mut batch);
        inner.audit(ground, AuditEvent::DeviceLinkSent, &mut batch);
        ground.answers_mut()?.elsewhere =
            Some(Elsewhere { number: number.e164().to_owned(), sent_at: now.micros() });
        ground.save(&mut batch)?;
        if inner.commit(batch).await? {
            inner.mail.notify_one();
        }
        Ok(Answer::of(LinkSent::Sent))
    }

    /// I21, "Continue on this device instead": the link that is out leads nowhere any more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn continue_on_this_device(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| answers.elsewhere = None).await
    }

    /// How the link of this secret stands, with what a form on its page needs: a browser, new when there was none. Nothing is used up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn look_at_switch_link(
        &self,
        secret: &str,
        browser: &Browser,
    ) -> Result<(LinkStanding, Browser, Cookies), Fault> {
        let inner = &self.0;
        let standing = match SwitchSecret::try_from(secret) {
            Ok(secret) => match inner.waiting(&secret.digest()).await? {
                Ok(_) => LinkStanding::Good,
                Err(standing) => standing,
            },
            Err(_) => LinkStanding::Malformed,
        };
        let (mut browser, mut cookies) = (browser.clone(), Cookies::default());
        if browser_secret(&browser).is_none() {
            inner.new_browser(&mut browser, &mut cookies);
        }
        Ok((standing, browser, cookies))
    }

    /// Follows a link: once. The ticket is bound to this browser, and its person has to log in.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.7 I20
    pub async fn follow_switch_link(&self, secret: &str, browser: &Browser) -> Result<LinkFollowed, Fault> {
        let inner = &self.0;
        let Ok(secret) = SwitchSecret::try_from(secret) else {
            return Ok(LinkFollowed::Not(LinkStanding::Malformed));
        };
        let bound = browser_secret(browser).ok_or(Fault::Bug("a form without a browser"))?.digest();
        let waiting = match inner.waiting(&secret.digest()).await? {
            Ok(waiting) => waiting,
            Err(standing) => return Ok(LinkFollowed::Not(standing)),
        };
        let now = inner.clock.now();
        if inner.store.take_switch_link(&secret.digest(), now).await?.is_none() {
            return Ok(LinkFollowed::Not(LinkStanding::Used));
        }
        Ok(LinkFollowed::Begun(inner.begin_companion(waiting, bound, now).await?))
    }
}

impl Inner {
    /// The sign-in that waits for the link of this digest, or why there is none.
    async fn waiting(&self, digest: &Digest) -> Result<Result<Waiting, LinkStanding>, Fault> {
        let now = self.clock.now();
        let Some(link) = self.store.switch_link(digest).await? else { return Ok(Err(LinkStanding::Expired)) };
        if link.taken_at.is_some() {
            return Ok(Err(LinkStanding::Used));
        }
        let first = match link.ticket_id.filter(|_| now < link.expires_at) {
            Some(ticket) => self.store.ticket(ticket, now).await?,
            None => None,
        };
        let Some(first) = first else { return Ok(Err(LinkStanding::Expired)) };
        let progress: Progress = serde_json::from_slice(first.progress.expose())
            .map_err(|_| Fault::Bug("a stored progress does not parse"))?;
        let answers = progress.proving;
        let account = answers.account.as_deref().and_then(|text| AccountId::try_from(text).ok());
        let waits = answers.elsewhere.is_some() && progress.end.is_none();
        Ok(match account.filter(|_| waits) {
            Some(account) => Ok(Waiting { account, answers, first }),
            None => Err(LinkStanding::Expired),
        })
    }

    async fn begin_companion(
        &self,
        waiting: Waiting,
        browser: Digest,
        now: Instant,
    ) -> Result<TicketId, Fault> {
        let Waiting { account, answers, first } = waiting;
        let companion = CompanionOf { account: account.to_string(), answers: answers.carried() };
        let progress = Progress::of_companion(companion);
        let progress =
            serde_json::to_vec(&progress).map_err(|_| Fault::Bug("a progress does not serialise"))?;
        let id = TicketId::from_bytes(self.random());
        let mut batch = self.store.batch();
        batch.insert_ticket(&Ticket {
            id,
            client_id: first.client_id.clone(),
            request: first.request,
            progress: Secret::new(progress),
            browser: Some(browser),
            version: 0,
            created_at: now,
            expires_at: now.after(self.settings.rules.ticket),
        });
        self.audit_about(account, Some(first.client_id), AuditEvent::DeviceLinkUsed, &mut batch);
        self.write(batch).await?;
        Ok(id)
    }
}

impl Ground {
    /// Whose journey a link brought here, seen from the account in question.
    pub(crate) fn companion(&self) -> Option<Companion> {
        let companion = self.progress.companion.as_ref()?;
        let same = self.account.as_ref().is_some_and(|account| account.id.to_string() == companion.account);
        Some(if same { Companion::SamePerson } else { Companion::Another })
    }

    /// The number that a link goes to; none when there is none.
    fn link_number(&self, to: LinkTo) -> Result<Option<PhoneNumber>, PhoneProblem> {
        Ok(match to {
            LinkTo::OwnMobile => {
                let mobile = self.account.as_ref().and_then(|account| account.mobile.as_ref());
                mobile.map(|mobile| mobile.number.clone())
            }
            LinkTo::Typed(typed) => Some(PhoneNumber::uk_mobile(&typed)?),
            LinkTo::SameAgain => self.link_went_to(),
        })
    }

    /// Where the last link went.
    pub(crate) fn link_went_to(&self) -> Option<PhoneNumber> {
        let elsewhere = self.answers()?.elsewhere.as_ref()?;
        PhoneNumber::stored(&elsewhere.number, PhoneKind::Mobile).ok()
    }
}

impl Visit {
    /// Whether the person may go on with another device: not from one that is the other device already.
    pub(crate) fn offers_another_device(&self) -> bool {
        self.another_device == AnotherDevice::Offered && self.ground.progress.companion.is_none()
    }
}

//! What people and the partner do while the program may be killed, and what they rely on afterwards.

use std::sync::Arc;

use screens::fields;

use crate::browser::{Browser, Gone, Led};
use crate::ledger::{Exchange, Ledger};
use crate::partner::{Partner, REDIRECT};

const PASSWORD: &str = "three-quiet-otters";
/// More requests than any journey takes: a walk in circles ends here.
const MOST_STEPS: usize = 50;

/// Where everything is.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) issuer: String,
    pub(crate) partner: Partner,
    pub(crate) ledger: Arc<Ledger>,
}

/// One newcomer after the other registers, and logs in once more in another browser, until the program is gone.
pub(crate) async fn live(world: World) {
    loop {
        let place = world.ledger.newcomer();
        for _ in 0..2 {
            if world.visit(place).await.is_err() {
                return;
            }
        }
    }
}

/// Every account, every consent and every token of the ledger is as it was acknowledged, and nobody is stuck half-way.
pub(crate) async fn reckon(world: &World) {
    for (place, life) in world.ledger.everybody().into_iter().enumerate() {
        for exchange in &life.exchanges {
            world.settle(exchange).await.expect("the program answers");
        }
        world.ledger.note(place, |life| life.exchanges.clear());
        world.visit(place).await.expect("the program answers");
    }
}

impl World {
    /// A journey in a new browser, an exchange, a refresh.
    async fn visit(&self, place: usize) -> Result<(), Gone> {
        let code = self.walk(place).await?;
        let index = self.ledger.note(place, |life| {
            life.exchanges.push(Exchange { code: code.clone(), tokens: None });
            life.exchanges.len() - 1
        });
        let tokens = self.partner.redeem(&self.issuer, &code).await?.expect("a fresh code is good");
        self.ledger.acknowledge(place, |life| life.exchanges[index].tokens = Some(tokens.clone()));
        let newer =
            self.partner.refresh(&self.issuer, &tokens.refresh).await?.expect("a fresh token is good");
        self.ledger.acknowledge(place, |life| life.exchanges[index].tokens = Some(newer));
        Ok(())
    }

    /// From the partner's button back to the partner with a code, whatever the service asks on the way.
    async fn walk(&self, place: usize) -> Result<String, Gone> {
        let browser = Browser::new(&self.issuer);
        let led = browser.open(&Partner::authorize()).await?;
        match self.go_on(&browser, place, led, None).await? {
            Led::On(location) => Ok(code_in(&location)),
            Led::Page { .. } => unreachable!("no page was waited for"),
        }
    }

    /// Answers pages until one of this name, or until the partner is reached.
    pub(crate) async fn go_on(
        &self,
        browser: &Browser,
        place: usize,
        mut led: Led,
        until: Option<&str>,
    ) -> Result<Led, Gone> {
        for _ in 0..MOST_STEPS {
            led = match led {
                Led::On(location) if location.starts_with(REDIRECT) => return Ok(Led::On(location)),
                Led::On(location) => browser.open(&location).await?,
                Led::Page { name, address, csrf } if Some(name.as_str()) == until => {
                    return Ok(Led::Page { name, address, csrf });
                }
                Led::Page { name, address, csrf } => {
                    let answers = self.answers(browser, place, &name).await?;
                    let mut form = vec![(fields::CSRF, csrf.as_str())];
                    form.extend(answers.iter().map(|(field, value)| (*field, value.as_str())));
                    let led = browser.send(&address, &form).await?;
                    self.was_answered(place, &name);
                    led
                }
            };
        }
        panic!("the journey of {:?} does not end; it is at {led:?}", self.ledger.life(place));
    }

    async fn answers(
        &self,
        browser: &Browser,
        place: usize,
        page: &str,
    ) -> Result<Vec<(&'static str, String)>, Gone> {
        let life = self.ledger.life(place);
        let password = || PASSWORD.to_owned();
        let recipient = life.mobile.replacen('0', "+44", 1);
        Ok(match page {
            "email" => vec![(fields::EMAIL, life.email)],
            "password" => vec![(fields::PASSWORD, password())],
            "found" => vec![],
            "code" => vec![(fields::CODE, browser.code_sent_to(&recipient).await?)],
            "share" if !life.has_agreed => vec![],
            "register" if !life.has_account => vec![],
            "create-password" if !life.has_account => {
                vec![(fields::PASSWORD, password()), (fields::CONFIRM_PASSWORD, password())]
            }
            "confirm-email" if !life.has_account => {
                vec![(fields::CODE, browser.code_sent_to(&life.email).await?)]
            }
            "phone" if !life.has_account => vec![(fields::MOBILE, life.mobile)],
            "confirm-phone" if !life.has_account => {
                vec![(fields::CODE, browser.code_sent_to(&recipient).await?)]
            }
            other => panic!("{life:?} was sent to {other}"),
        })
    }

    /// An answer to these two forms is a promise.
    fn was_answered(&self, place: usize, page: &str) {
        match page {
            "confirm-phone" => self.ledger.acknowledge(place, |life| life.has_account = true),
            "share" => self.ledger.acknowledge(place, |life| life.has_agreed = true),
            _ => {}
        }
    }

    /// A family of tokens is whole, and its code is spent; a code without an answer works once at most.
    async fn settle(&self, exchange: &Exchange) -> Result<(), Gone> {
        let (partner, issuer, code) = (&self.partner, &self.issuer, &exchange.code);
        let Some(tokens) = &exchange.tokens else {
            let tries = [partner.redeem(issuer, code).await?, partner.redeem(issuer, code).await?];
            assert!(tries[1].is_none(), "a code worked twice");
            return Ok(());
        };
        let newer = partner.refresh(issuer, &tokens.refresh).await?.expect("an acknowledged family is whole");
        assert_eq!(partner.userinfo(issuer, &newer.access).await?, 200);
        assert!(partner.redeem(issuer, code).await?.is_none(), "a code that was redeemed works again");
        assert_eq!(
            partner.userinfo(issuer, &newer.access).await?,
            401,
            "a second redemption kills what the first gave"
        );
        Ok(())
    }
}

pub(crate) fn code_in(location: &str) -> String {
    let location: url::Url = location.parse().unwrap();
    let code = location.query_pairs().find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    code.unwrap_or_else(|| panic!("no code in {location}"))
}

//! The client of the GP systems.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde::Serialize;
use vocabulary::{NhsNumber, OdsCode, Secret};

use crate::again::once_more;
use crate::delivery::Trouble;
use crate::endpoint::Endpoint;
use crate::gp::fault::GpFault;
use crate::gp::refusal::GpRefusal;
use crate::gp::values::{GpAnswer, GpConnection, GpCredentials, GpDetails, GpLink, GpPerson, OnlineUser};
use crate::gp::wire::{
    self, ConnectionWish, LinkQuestion, RegistrationQuestion, SentCredentials, UserQuestion,
};
use crate::http::{Answer, Http};
use crate::messages::GatewayFault;
use crate::settings::TimeLimits;

/// Where the GP systems are.
#[derive(Debug, Clone)]
pub struct GpSettings {
    /// The base address.
    pub endpoint: Endpoint,
    /// The bearer token.
    pub token: Secret<String>,
    /// How long a question may take.
    pub limits: TimeLimits,
}

/// Asks the GP systems. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Gp {
    http: Http,
    authorization: HeaderValue,
}

impl Gp {
    /// The client that `settings` describe. Nothing is connected yet.
    ///
    /// # Errors
    /// When TLS cannot be set up, or the token holds characters that no header can carry.
    pub fn new(settings: GpSettings) -> Result<Self, GatewayFault> {
        let setup = |source| GatewayFault::Setup { provider: "gp", source };
        let mut authorization = HeaderValue::try_from(format!("Bearer {}", settings.token.expose()))
            .map_err(|fault| setup(fault.into()))?;
        authorization.set_sensitive(true);
        let http = Http::new(settings.endpoint, settings.limits).map_err(|fault| setup(fault.into()))?;
        Ok(Self { http, authorization })
    }

    /// Whether the three registration details are right and belong to `who` (G3, G4).
    ///
    /// Asked once: a GP system may count wrong tries.
    ///
    /// # Errors
    /// When there is no answer, or none that can be read.
    ///
    /// Source: Journeys 1.8 POL, CID7000 to CID7009
    pub async fn verify(&self, details: &GpDetails, who: &GpPerson) -> Result<GpAnswer, GpFault> {
        let question = RegistrationQuestion {
            linkage_key: details.linkage_key.expose(),
            ods_code: details.ods_code.as_str(),
            account_id: details.account_id.expose(),
            family_name: who.family.as_str(),
            birthdate: who.born.to_string(),
        };
        let answer = self.post("/registrations/check", &question).await?;
        if answer.status == 200 {
            let (nhs_number, credentials) = wire::registration(&answer.body)?;
            return Ok(GpAnswer::Verified { nhs_number, credentials });
        }
        Ok(GpAnswer::Refused(refusal(&answer)?))
    }

    /// Registers the person for GP online services (G8, M-17).
    ///
    /// Asked once; when asked again after a fault, the GP system gives the same credentials again.
    ///
    /// # Errors
    /// When there is no answer, or none that can be read.
    ///
    /// Spec: M-17; CID7020 to CID7029
    pub async fn connect(
        &self,
        number: &NhsNumber,
        ods: &OdsCode,
        who: &GpPerson,
    ) -> Result<GpConnection, GpFault> {
        let wish = ConnectionWish {
            nhs_number: number.as_str(),
            ods_code: ods.as_str(),
            family_name: who.family.as_str(),
            birthdate: who.born.to_string(),
        };
        let answer = self.post("/connections", &wish).await?;
        if matches!(answer.status, 200 | 201) {
            return Ok(GpConnection::Connected(wire::connection(&answer.body)?));
        }
        Ok(GpConnection::Refused(refusal(&answer)?))
    }

    /// Whether credentials that were stored for `number` still open anything.
    ///
    /// # Errors
    /// When there is no answer, also at the second try, or none that can be read: that says nothing about the credentials.
    ///
    /// Spec: M-16
    pub async fn check_link(
        &self,
        number: &NhsNumber,
        credentials: &GpCredentials,
    ) -> Result<GpLink, GpFault> {
        let question = LinkQuestion {
            nhs_number: number.as_str(),
            credentials: SentCredentials {
                user_id: credentials.user_id.expose(),
                linkage_key: credentials.linkage_key.expose(),
                ods_code: credentials.ods_code.as_str(),
            },
        };
        let answer = once_more(|| self.post("/connections/check", &question)).await?;
        match answer.status {
            200 if wire::link_is_valid(&answer.body)? => Ok(GpLink::Valid),
            200 | 404 => Ok(GpLink::Lapsed),
            _ => Err(fault(&answer)),
        }
    }

    /// Whether this person uses online services at this practice, how the practice knows them, and the mobile it holds.
    ///
    /// # Errors
    /// When there is no answer, also at the second try, or none that can be read.
    ///
    /// Source: Journeys 1.8 IDVM
    pub async fn online_user(
        &self,
        number: &NhsNumber,
        ods: &OdsCode,
    ) -> Result<Option<OnlineUser>, GpFault> {
        let question = UserQuestion { nhs_number: number.as_str(), ods_code: ods.as_str() };
        let answer = once_more(|| self.post("/online-users", &question)).await?;
        match answer.status {
            200 => wire::online_user(&answer.body).map(Some),
            404 => Ok(None),
            _ => Err(fault(&answer)),
        }
    }

    async fn post(&self, path: &str, body: &impl Serialize) -> Result<Answer, Trouble> {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, self.authorization.clone())]);
        self.http.post(path, headers, body).await
    }
}

/// What a status other than success says to the person; a fault when it is about us.
fn refusal(answer: &Answer) -> Result<GpRefusal, GpFault> {
    if matches!(answer.status, 401 | 429) {
        return Err(fault(answer));
    }
    let refusal = GpRefusal::of_status(answer.status);
    tracing::info!(
        provider = "gp",
        status = answer.status,
        refusal = refusal.as_str(),
        "the GP system said no"
    );
    Ok(refusal)
}

fn fault(answer: &Answer) -> GpFault {
    tracing::warn!(provider = "gp", status = answer.status, "the GP system gave no answer");
    match answer.status {
        401 | 403 => GpFault::NotAuthorised,
        408 | 425 | 429 => GpFault::Busy,
        500..=599 => GpFault::SystemError,
        _ => GpFault::Unreadable,
    }
}

//! The client that an address names, when it is the visitor's: the one way to a client in this room.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use identity::{Fault, OwnClient, PartnerUser};
use screens::Frame;
use screens::Page;
use screens::portal::PortalMenu;
use vocabulary::ClientId;
use web::Failure;
use web::staff::{StaffDoor as _, StaffVisitor};

use crate::portal::{Portal, not_found};

/// Whoever the guard let in.
#[derive(Debug, Clone)]
pub(crate) struct Guest {
    pub(crate) visitor: StaffVisitor,
    pub(crate) user: PartnerUser,
}

impl FromRequestParts<Portal> for Guest {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Response> {
        let Ok(visitor) = StaffVisitor::from_request_parts(parts, portal).await;
        match parts.extensions.get::<PartnerUser>().cloned() {
            Some(user) => Ok(Self { visitor, user }),
            None => Err(Failure::from(Fault::Bug("a partner page without a guard")).into_response()),
        }
    }
}

/// A client of the visitor: 404 for any other, whether there is one or not.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    pub(crate) guest: Guest,
    pub(crate) client: OwnClient,
}

impl Own {
    /// A page about the client.
    pub(crate) fn show<P: Page>(
        &self,
        portal: &Portal,
        fill: impl FnOnce(Frame, PortalMenu) -> P,
    ) -> Response {
        let menu = portal.menu(&self.guest.user, Some(&self.client));
        portal.show(&self.guest.visitor, |frame| fill(frame, menu))
    }
}

impl FromRequestParts<Portal> for Own {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Response> {
        let guest = Guest::from_request_parts(parts, portal).await?;
        let named = RawPathParams::from_request_parts(parts, portal).await.map_err(|_| not_found())?;
        let named =
            named.iter().find(|(name, _)| *name == "client").map(|(_, text)| ClientId::try_from(text));
        let Some(Ok(id)) = named else { return Err(not_found()) };
        match portal.identity.own_client(&guest.user, &id).await {
            Ok(Some(client)) => Ok(Self { guest, client }),
            Ok(None) => Err(not_found()),
            Err(fault) => Err(Failure::from(fault).into_response()),
        }
    }
}

//! The operator that a page is shown to, with the role that its handler needs as a value.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use identity::{Checker, Fault, OperatorBrowser, SignedInOperator, Supervisor};
use screens::{Frame, Menu};
use web::Failure;
use web::staff::{StaffDoor as _, StaffVisitor};

use crate::console::Console;

/// What an operator may do, as a value that only one who may do it can give.
pub(crate) trait Role: Sized {
    fn of(operator: &SignedInOperator) -> Option<Self>;
}

impl Role for Checker {
    fn of(operator: &SignedInOperator) -> Option<Self> {
        operator.checker()
    }
}

impl Role for Supervisor {
    fn of(operator: &SignedInOperator) -> Option<Self> {
        operator.supervisor()
    }
}

impl Role for SignedInOperator {
    fn of(operator: &SignedInOperator) -> Option<Self> {
        Some(operator.clone())
    }
}

/// A signed-in operator with the role `R`. The guard of the route let them in.
#[derive(Debug)]
pub(crate) struct OnDuty<R> {
    pub(crate) role: R,
    operator: SignedInOperator,
    visitor: StaffVisitor,
}

impl<R> OnDuty<R> {
    /// What the menu shows.
    pub(crate) fn menu(&self) -> Menu {
        Menu { name: self.operator.name().to_owned(), may: self.operator.rights().may }
    }

    /// The browser they use.
    pub(crate) const fn browser(&self) -> &OperatorBrowser {
        &self.visitor.0
    }

    /// A frame with the token of their forms.
    pub(crate) fn frame(&self, console: &Console) -> Frame {
        console.frame(&self.visitor.0)
    }

    /// Their right to take cases over, when they have it.
    pub(crate) fn supervisor(&self) -> Option<Supervisor> {
        self.operator.supervisor()
    }
}

impl<R: Role> FromRequestParts<Console> for OnDuty<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let Ok(visitor) = StaffVisitor::from_request_parts(parts, console).await;
        let Some(operator) = parts.extensions.get::<SignedInOperator>().cloned() else {
            return Err(Failure::from(Fault::Bug("an operator's page without a guard")).into_response());
        };
        match R::of(&operator) {
            Some(role) => Ok(Self { role, operator, visitor }),
            None => Err(console.no_role(&visitor.0)),
        }
    }
}
